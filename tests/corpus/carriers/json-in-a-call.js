await fetch('https://api.acme.example/leads', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ firstName: 'Kim', lastName: 'Lee', email: 'kim@busan.example', company: 'Lee Co' })
});
