#!/usr/bin/env python3
"""Seedable generator of realistic marketplace leads with ground truth.

  python generate.py --config generate.json --n 10000 --out gen_dev_10k [--seed 7] [--no-tags] [--plugin extra.py]

The same number of leads gives the same bytes; each number of leads has a seed of its own.
Writes OUT.csv (leads), OUT.truth.csv (row_index,cluster_id) and OUT.tags.csv (row_index,person_tags,ops).
cluster_id = the natural person who made the lead.  Needs: Faker, pypinyin.

Model
  company  -> country/locale, core name, legal form, domain, e-mail pattern, switchboard, optional shared mailbox
  person   -> name, (native / romanised / western name for zh_TW), title, work mail, personal mail, mobile, extension
              optional life events: job change, family-name change
  lead     -> one of the person's 1..6 contacts over time; the channel decides which fields are filled;
              then the corruption operators below are applied with the probabilities of the config.
Hard negatives (different persons): colleagues with the same domain + switchboard, relatives in the same company with the
same surname (and same initial), namesakes in another company / same free-mail provider, namesakes inside one company,
shared mailbox users, spouses with a shared personal mailbox + land line, placeholder phones / mails / companies.
"""
import argparse, csv, importlib.util, json, random, re, unicodedata, datetime as dt
from faker import Faker
from pypinyin import pinyin, Style

COLS = ["First Name","Last Name","Email","Phone","Country","Company","Title","Lead Source","Created Time"]
SOURCES = ["Test Drive","Get It Now","Contact Me","Create"]

# ------------------------------------------------------------------ locale data
L = {
"en_US": dict(country=["United States","USA","US","United States of America"], cc="1", tld=["com"]*6+["net","io","co"],
  free=["gmail.com"]*5+["yahoo.com"]*2+["outlook.com"]*2+["hotmail.com","icloud.com","aol.com"],
  legal=[["Inc","Inc.","Incorporated"],["LLC","L.L.C."],["Corp","Corp.","Corporation"],["Ltd","Ltd.","Limited"],["Group"],["Co.","Company","Co"]],
  words="Solutions Logistics Systems Consulting Energy Foods Medical Software Retail Manufacturing Analytics Partners Industries Services Chemicals Motors Pharma Media Networks Capital Packaging Textiles Robotics Insurance".split()),
"pl_PL": dict(country=["Poland","PL","Polska","POL"], cc="48", tld=["pl"]*4+["com.pl","com","eu"],
  free=["gmail.com"]*5+["wp.pl"]*2+["o2.pl","onet.pl","interia.pl","outlook.com"],
  legal=[["Sp. z o.o.","sp. z o.o.","Sp. z o. o.","spółka z o.o.","Spółka z ograniczoną odpowiedzialnością","SP Z OO"],["S.A.","SA","Spółka Akcyjna"],["sp.j.","Spółka Jawna"],["sp. k.","Sp.k."]],
  words="Logistyka Systemy Doradztwo Energia Transport Budownictwo Medica Farmacja Technologie Handel Meble Elektronika Mechanika Spedycja Chemia Usługi Produkcja Inwestycje Serwis Zakłady Przemysł".split()),
"cs_CZ": dict(country=["Czech Republic","CZ","Czechia","Česká republika","Česko"], cc="420", tld=["cz"]*5+["com","eu"],
  free=["gmail.com"]*4+["seznam.cz"]*4+["centrum.cz","email.cz","outlook.com"],
  legal=[["s.r.o.","s. r. o.","spol. s r.o.","sro"],["a.s.","a. s.","akciová společnost","AS"],["v.o.s."]],
  words="Logistika Systémy Energie Stavby Doprava Servis Technologie Strojírny Elektro Obchod Pekárny Sklárny Chemie Papírny Pivovar Nábytek Inženýring Poradenství".split()),
"sv_SE": dict(country=["Sweden","SE","Sverige","SWE"], cc="46", tld=["se"]*5+["com","nu"],
  free=["gmail.com"]*5+["hotmail.com"]*2+["telia.com","outlook.com","icloud.com"],
  legal=[["AB","Aktiebolag","AB (publ)"],["HB","Handelsbolag"],["KB","Kommanditbolag"]],
  words="Bygg Konsult Teknik Energi Fastigheter Transport Måleri Data Skog Maskin Verkstad Redovisning Elektriska Industri Livsmedel Medicin Logistik Sverige Norden".split()),
"tr_TR": dict(country=["Turkey","TR","Türkiye","Turkiye"], cc="90", tld=["com.tr"]*4+["com"]*2,
  free=["gmail.com"]*5+["hotmail.com"]*3+["yahoo.com","outlook.com","mynet.com"],
  legal=[["A.Ş.","AŞ","A.S.","Anonim Şirketi","AS"],["Ltd. Şti.","Ltd.Şti.","LTD ŞTİ","Limited Şirketi","Ltd. Sti."],["San. ve Tic. A.Ş.","Sanayi ve Ticaret A.Ş.","San.Tic.A.Ş."]],
  words="Lojistik Enerji İnşaat Tekstil Gıda Otomotiv Yazılım Danışmanlık Makina Kimya Holding Turizm Çelik Mobilya Ambalaj Teknoloji Sigorta Bilişim".split()),
"zh_TW": dict(country=["Taiwan","TW","台灣","Taiwan, Province of China","臺灣"], cc="886", tld=["com.tw"]*5+["com","tw"],
  free=["gmail.com"]*6+["yahoo.com.tw"]*3+["hotmail.com","outlook.com"],
  legal=[["股份有限公司","(股)公司","有限公司","公司"],["有限公司","公司"]],
  words="科技 資訊 電子 工業 貿易 精密 生技 半導體 材料 國際 食品 物流 建設 機械 光電 軟體 能源 顧問".split(),
  words_en=dict(zip("科技 資訊 電子 工業 貿易 精密 生技 半導體 材料 國際 食品 物流 建設 機械 光電 軟體 能源 顧問".split(),
    "Technology Information Electronics Industrial Trading Precision Biotech Semiconductor Materials International Foods Logistics Construction Machinery Optoelectronics Software Energy Consulting".split()))),
"de_DE": dict(country=["Germany","DE","Deutschland","GER"], cc="49", tld=["de"]*6+["com","eu"],
  free=["gmail.com"]*4+["gmx.de"]*2+["web.de"]*2+["t-online.de","outlook.com","googlemail.com"],
  legal=[["GmbH","GMBH","G.m.b.H.","Gesellschaft mbH"],["GmbH & Co. KG","GmbH & Co KG","GmbH+Co.KG"],["AG","Aktiengesellschaft"],["KG"],["e.K."],["SE"]],
  words="Logistik Systeme Maschinenbau Beratung Energie Technik Pharma Anlagenbau Elektronik Werkzeuge Spedition Medizintechnik Software Chemie Handel Bau Verpackung Lebensmittel Automotive Versicherung".split()),
}
NICK = {"en_US":"robert:Bob,Rob,Bobby;william:Bill,Will;james:Jim,Jimmy;john:Jack,Johnny;michael:Mike;richard:Rick,Rich;thomas:Tom;charles:Charlie,Chuck;joseph:Joe;daniel:Dan,Danny;matthew:Matt;anthony:Tony;christopher:Chris;andrew:Andy,Drew;joshua:Josh;kenneth:Ken;steven:Steve;edward:Ed,Ted;timothy:Tim;jeffrey:Jeff;benjamin:Ben;samuel:Sam;alexander:Alex;nicholas:Nick;elizabeth:Liz,Beth,Betty;jennifer:Jen,Jenny;patricia:Pat,Trish;margaret:Maggie,Peggy;susan:Sue;rebecca:Becky;deborah:Debbie;jessica:Jess;kimberly:Kim;samantha:Sam;christina:Chris,Tina;donald:Don;ronald:Ron;raymond:Ray;douglas:Doug",
"pl_PL":"katarzyna:Kasia;małgorzata:Gosia;anna:Ania;agnieszka:Aga;aleksandra:Ola;magdalena:Magda;joanna:Asia;krzysztof:Krzysiek;tomasz:Tomek;piotr:Piotrek;jan:Janek;stanisław:Staszek;jakub:Kuba;wojciech:Wojtek;maciej:Maciek;tadeusz:Tadek",
"cs_CZ":"jan:Honza;josef:Pepa;jiří:Jirka;františek:Franta;tomáš:Tom;jakub:Kuba;václav:Vašek;jaroslav:Jarda;stanislav:Standa;kateřina:Katka;jana:Janička;zuzana:Zuzka;barbora:Bára;michaela:Míša",
"sv_SE":"karl:Kalle;lars:Lasse;nils:Nisse;mikael:Micke;stefan:Steffe;fredrik:Fredde;kristina:Stina;katarina:Kattis;elisabeth:Lisa;birgitta:Gittan",
"de_DE":"johannes:Hannes,Hans;alexander:Alex;maximilian:Max;michael:Michi;andreas:Andi;christian:Chris;friedrich:Fritz;katharina:Kathi;elisabeth:Lisa;susanne:Susi;matthias:Matze;tobias:Tobi;stefanie:Steffi;benjamin:Ben;thomas:Tom",
"tr_TR":"mehmet:Memo;ibrahim:İbo;süleyman:Sülo;fatma:Fatoş", "zh_TW":""}
TITLES = ["CEO","CIO","CTO","CFO","Chief Information Officer","Managing Director","IT Manager","IT Director","Head of IT","Procurement Manager","Head of Procurement","SAP Basis Administrator","SAP Consultant","Senior Consultant","Project Manager","Business Analyst","Solution Architect","Enterprise Architect","Software Engineer","Developer","Finance Manager","Controller","Accountant","HR Manager","HR Business Partner","Operations Manager","Supply Chain Manager","Logistics Manager","Sales Manager","Account Executive","Marketing Manager","Product Manager","Owner","Partner","Student","Professor","Data Analyst","Data Scientist","Plant Manager","Quality Manager","Purchasing Agent","Vice President IT","VP Operations","Director of Finance","Key User","Application Manager","System Administrator","Consultant"]
TITLE_LOCAL = {"de_DE":["Geschäftsführer","IT-Leiter","Einkaufsleiter","Projektleiter","Werkstudent","Leiter Controlling"],"pl_PL":["Dyrektor IT","Kierownik projektu","Prezes zarządu","Specjalista ds. zakupów","Główny księgowy"],"cs_CZ":["Jednatel","Ředitel IT","Vedoucí nákupu","Projektový manažer"],"sv_SE":["VD","IT-chef","Inköpschef","Projektledare","Ekonomichef"],"tr_TR":["Genel Müdür","Bilgi İşlem Müdürü","Satın Alma Uzmanı","Proje Yöneticisi"],"zh_TW":["總經理","資訊經理","採購專員","專案經理","工程師","資訊長"],"en_US":[]}
TITLE_ALT = {"CEO":"Chief Executive Officer","CIO":"Chief Information Officer","CTO":"Chief Technology Officer","CFO":"Chief Financial Officer","IT Manager":"Information Technology Manager","HR Manager":"Human Resources Manager","Vice President IT":"VP IT","VP Operations":"Vice President Operations","Senior Consultant":"Sr. Consultant","Software Engineer":"SW Engineer","Managing Director":"MD","Head of IT":"Head of Information Technology"}
EN_GIVEN = {"m":"Kevin Jason Eric Alan Vincent Tony Jerry Leo Ray Andy Frank Steven Peter Jack Henry".split(),"f":"Amy Vivian Grace Joyce Tina Emily Irene Jenny Angela Cindy Alice Sandy Peggy Claire Michelle Ivy Jessie".split()}
TR_SUR = "Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Özcan Erdoğan Güneş Keskin Acar Bulut Taş Güler Turan Ateş Gül Aktaş Kaplan Tekin Avcı Yalçın Bozkurt Ünal Duman Tunç Uçar Karaca".split()
TAIL = {  # composed surname tail (keeps name collisions realistic at 1M rows): stems x endings
"en_US":("Ash Black Brook Carl Dun Elling Fair Gar Hart Hol Ken Lang Mar Nor Oak Pem Rad Sher Stan Thorn Wal Whit Win Wood".split(),"bury ford ham ley man more ridge sby son ston ton well wick wood worth field".split()),
"pl_PL":("Bar Boro Choj Dąbr Grab Jab Kali Kamiń Koz Kraw Lew Mal Mor Nowak Ole Pietr Rad Rut Sob Szym Tom Urb Wal Wiś Zarem Żur".split(),"czyk ecki iński kowski niak ski ewicz owicz ura uch ała osz".split()),
"cs_CZ":("Bar Bene Bor Ceh Dvo Hav Hor Jel Kal Kol Kub Lis Mal Mach Nav Peš Pol Řez Sed Sko Ště Tich Urb Val Vese Zem".split(),"áček ák ánek ek ic ka man oun ovec ta ček šek".split()),
"sv_SE":("Ahl Berg Björk Dahl Ek Fors Gran Hag Hed Häll Kvarn Lind Löf Malm Nord Norr Rosen Sand Sjö Ström Sund Söder Vik Väster Åker Öst".split(),"berg blad borg by dal gren kvist lund man mark ström vall qvist sten".split()),
"tr_TR":("Ak Altın Alt Ay Boz Büyük Cen Çak Dem Er Gök Gün Kara Kıl Koca Öz Sarı Soy Taş Tun Uz Yavuz Yeni".split(),"ay bay baş can dağ demir er gil kan kaya lı man oğlu soy taş tekin türk".split()),
"zh_TW":("",""),
"de_DE":("Bach Berg Brand Eich Feld Grün Hof Kirch Kron Lang Linden Mühl Neu Ober Rosen Sand Schön Stein Strau Unter Wald Wein Wolf Ziegel".split(),"auer bach bauer beck berg bert dorf er feld haus hofer mann meier müller stein thal".split())}
ZH_CO = list("台華聯鴻寶新德永大國中東南明昌盛達宏泰和興富信義立光全安元正佳品力恆群亞世環宇凱")
KEYN = {c:n for c,n in zip("qwertyuiopasdfghjklzxcvbnm",["wa","qes","wrd","etf","ryg","tuh","yij","uok","ipl","ol","qsz","awdx","sefc","drgv","fthb","gyjn","hukm","jil","kop","asx","zsdc","xdfv","cfgb","vghn","bhjm","njk"])}
OCR = [("rn","m"),("m","rn"),("l","1"),("o","0"),("i","l"),("cl","d"),("vv","w"),("w","vv"),("5","s"),("B","8"),("S","5")]
PLACE_PHONE = ["0000000000","1234567890","123456789","+1 555 555 5555","9999999999","000","111111111"]
PLACE_MAIL = ["test@test.com","noreply@noreply.com","none@none.com","na@na.com","unknown@unknown.com","noemail@email.com"]
PLACE_COMP = ["n/a","-","none","private","self-employed","Individual","freelancer","test","student","N/A"]
SHARED = ["info","sales","office","contact","it","admin","purchasing"]

SPEC = str.maketrans({"ł":"l","Ł":"L","ı":"i","ß":"ss","ø":"o","Ø":"O","đ":"d","Đ":"D","æ":"ae"})
def strip_dia(s):
    s = s.translate(SPEC)
    return "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))
TRANS = {"ä":"ae","ö":"oe","ü":"ue","Ä":"Ae","Ö":"Oe","Ü":"Ue","å":"aa","Å":"Aa"}
def translit_de(s): return strip_dia("".join(TRANS.get(c,c) for c in s))
def slug(s): return re.sub(r"[^a-z0-9]+","",strip_dia(s).lower())
def cap(s): return s[:1].upper()+s[1:]

class Gen:
    def __init__(self, cfg, n, seed, plugin=None):
        self.c, self.n, self.r, self.plugin = cfg, n, random.Random(seed), plugin
        self.P = cfg["p"]
        self.fk = {}
        locs = list(cfg["locale_weights"])
        self.locs, self.lw = locs, [cfg["locale_weights"][k] for k in locs]
        self.nick = {}
        for loc, s in NICK.items():
            self.nick[loc] = {p.split(":")[0]:p.split(":")[1].split(",") for p in s.split(";") if p}
        if plugin and hasattr(plugin,"NICK"):
            for loc, s in plugin.NICK.items():
                for p in s.split(";"):
                    k,v = p.split(":"); self.nick[loc].setdefault(k,[]).extend(v.split(","))
        self.pools(seed)
        self.domains = set(); self.mails = set()

    def pools(self, seed):
        self.pool = {}
        size = min(20000, max(1500, self.n//20))
        for i,loc in enumerate(self.locs):
            f = Faker(loc); f.seed_instance(seed*31+i); self.fk[loc]=f
            d = dict(m=[f.first_name_male() for _ in range(size)], f=[f.first_name_female() for _ in range(size)])
            if loc in ("pl_PL","cs_CZ"):
                d["lm"]=[f.last_name_male() for _ in range(size)]; d["lf"]=[f.last_name_female() for _ in range(size)]
            else:
                d["lm"]=d["lf"]=[f.last_name() for _ in range(size)]
            if loc=="tr_TR":
                d["lm"]=d["lf"]=d["lm"]+[TR_SUR[min(len(TR_SUR)-1,int(self.r.expovariate(1/12)))] for _ in range(size)]
            if loc=="zh_TW":
                ch=[c for x in d["m"]+d["f"] for c in x]
                d["ch"]=ch
            self.pool[loc]=d

    # ---------------------------------------------------------------- entities
    def surname(self, loc, sex):
        r=self.r; d=self.pool[loc]
        if loc!="zh_TW" and r.random()<self.c["p_surname_tail"]:
            a,b=TAIL[loc]; s=r.choice(a)+r.choice(b)
            if loc in("en_US","sv_SE","de_DE") and r.random()<0.5: s=r.choice(a)+r.choice(b)
            if sex=="f":
                if loc=="cs_CZ": s = (s[:-2]+"ková" if s.endswith("ek") else s[:-1]+"ová" if s.endswith("a") else s+"ová")
                elif loc=="pl_PL" and s.endswith("ski"): s=s[:-1]+"a"
                elif loc=="pl_PL" and s.endswith("cki"): s=s[:-1]+"a"
            return s
        return r.choice(d["lm"] if sex=="m" else d["lf"])
    def given(self, loc, sex):
        r=self.r; d=self.pool[loc]
        if loc=="zh_TW" and r.random()<0.6: return r.choice(d["ch"])+r.choice(d["ch"])
        return r.choice(d[sex])

    def phone(self, loc, kind="mobile"):
        R=self.r.randrange; d=lambda k:"".join(str(R(10)) for _ in range(k))
        if loc=="en_US": return str(R(2,10))+str(R(0,9))+str(R(10))+str(R(2,10))+d(6)
        if loc=="pl_PL": return (self.r.choice(["50","51","53","60","66","69","72","78","88"])+d(7)) if kind=="mobile" else self.r.choice(["22","12","71","61","58","32"])+d(7)
        if loc=="cs_CZ": return (self.r.choice(["60","72","73","77","70"])+d(7)) if kind=="mobile" else self.r.choice(["2","54","38","59"]).ljust(3,str(R(1,9)))+d(6)
        if loc=="sv_SE": return ("7"+self.r.choice("02369")+d(7)) if kind=="mobile" else self.r.choice(["8","31","40"])+d(7)
        if loc=="tr_TR": return ("5"+self.r.choice("0345")+d(8)) if kind=="mobile" else self.r.choice(["212","216","312","232","224"])+d(7)
        if loc=="zh_TW": return ("9"+d(8)) if kind=="mobile" else self.r.choice(["2","3","4","7"])+d(8)
        if loc=="de_DE": return (self.r.choice(["151","160","170","171","175","176","179"])+d(R(7,9))) if kind=="mobile" else self.r.choice(["89","30","40","69","711","6221"])+d(R(6,8))

    def company(self, loc=None):
        r=self.r
        loc = loc or r.choices(self.locs,self.lw)[0]; D=L[loc]
        w=r.choice(D["words"])
        co=dict(loc=loc, legal=r.choice(D["legal"]), en=None)
        if loc=="zh_TW":
            core=r.choice(ZH_CO)+r.choice(ZH_CO)
            rom=" ".join(cap(x[0]) for x in pinyin(core,style=Style.NORMAL))
            co["core"]=core+w; co["en"]=rom+" "+D["words_en"][w]+" "+r.choice(["Co., Ltd.","Corp.","Inc.","Corporation"])
            base=slug(rom)
        else:
            k=r.random()
            fam=self.surname(loc,"m")
            if k<0.35: core=fam+" "+w
            elif k<0.55: core=fam+r.choice([" & "," und " if loc=="de_DE" else " & ","-"])+self.surname(loc,"m")
            elif k<0.80: core=cap(r.choice(["Al","Nor","Tec","Eu","Vi","Pro","Inno","Del","Meg","Opti","Sol","Bal","Cor","Lum","Quan","Ver","Ax","Stel","Kon","Ter"])+r.choice(["tec","via","nex","mar","tron","dia","lux","plan","vox","tra","gen","ris","con","bit","flow","mek","pol","sys","ra","lor"]))+" "+w
            else: core=self.fk[loc].company().split(",")[0]
            for g in D["legal"]:
                for v in g:
                    if core.endswith(" "+v): core=core[:-len(v)-1]
            co["core"]=core; base=slug(core)[:22]
        t=r.choice(D["tld"])
        dom=f"{base}.{t}"
        while dom in self.domains:
            base=base+r.choice(["","-"])+r.choice(["group","it","online","24","europe","tech",str(r.randrange(2,99)),"gmbh" if loc=="de_DE" else "co"])
            dom=f"{base}.{t}"
        self.domains.add(dom)
        co["dom"]=dom
        co["pat"]=r.choices(["f.l","fl","f","l","l.f","fl_"],[50,22,10,4,6,8])[0]
        co["sw"]=self.phone(loc,"land"); co["shared"]=(r.choice(SHARED)+"@"+dom) if r.random()<self.c["p_company_shared_mailbox"] else None
        co["size"]=min(60,int(r.paretovariate(self.c["company_size_alpha"])))
        return co

    def local(self, pat, f, l):
        f,l=slug(f) or "x",slug(l) or "x"
        return {"f.l":f+"."+l,"fl":f[0]+l,"f":f,"l":l,"l.f":l+"."+f,"fl_":f+"_"+l}[pat]
    def uniq(self, loc_part, dom):
        m=f"{loc_part}@{dom}"; k=1
        while m in self.mails: k+=1; m=f"{loc_part}{k}@{dom}"
        self.mails.add(m); return m
    def latin(self, p):   # latin spelling of the name for mails
        return (p["lat_f"], p["lat_l"]) if p["loc"]=="zh_TW" else (p["f"],p["l"])
    def free_mail(self, p):
        r=self.r; f,l=[slug(x) or "x" for x in self.latin(p)]
        s=r.choice([f+"."+l, f+l, f[0]+l, l+f, f+"_"+l, f+"."+l+str(r.randrange(1960,2005)), f+l+str(r.randrange(1,100)), f[0]+"."+l+str(r.randrange(10,99))])
        return self.uniq(s, r.choice(L[p["loc"]]["free"]))

    def person(self, co, first=None, last=None, sex=None):
        r=self.r; c=self.c
        loc=co["loc"] if r.random()<0.92 else r.choices(self.locs,self.lw)[0]
        if first: loc=co["loc"]
        sex=sex or r.choice("mf")
        p=dict(loc=loc,sex=sex,f=first or self.given(loc,sex),l=last or self.surname(loc,sex),co=co,tags=[])
        if loc=="zh_TW":
            st=Style.WADEGILES if r.random()<0.6 else Style.NORMAL
            py=lambda s,sep:sep.join(re.sub(r"[^a-z]","",x[0].lower()) for x in pinyin(s,style=st))
            p["lat_l"]=cap(py(p["l"],"")); g=py(p["f"],"-"); p["rom_f"]="-".join(cap(x) for x in g.split("-"))
            p["eng"]=r.choice(EN_GIVEN[sex]) if r.random()<0.5 else None
            p["lat_f"]=p["eng"] or p["rom_f"]
            p["script"]=r.choices(["native","latin"],[55,45])[0]
        f,l=self.latin(p)
        p["work"]=self.uniq(self.local(co["pat"] if r.random()<0.93 else "f.l",f,l),co["dom"])
        p["free"]=self.free_mail(p) if r.random()<0.75 else None
        p["mob"]=self.phone(loc) if r.random()<0.8 else None
        p["ext"]=str(r.randrange(10,9999))
        p["title"]=r.choice(TITLE_LOCAL[loc]) if TITLE_LOCAL[loc] and r.random()<0.18 else r.choice(TITLES)
        p["pref"]=r.choices(["work","free"],[1-c["p_prefers_personal_mail"],c["p_prefers_personal_mail"]])[0]
        if p["pref"]=="free" and not p["free"]: p["pref"]="work"
        p["k"]=r.choices([1,2,3,4,5,6],c["leads_per_person"])[0]
        return p

    # ---------------------------------------------------------------- corruption helpers
    def hit(self,op): return self.r.random()<self.P.get(op,0)
    def typo(self,s):
        r=self.r
        if len(s)<3: return s
        k=r.random(); i=r.randrange(1,len(s)-1) if len(s)>3 else 1
        if k<0.28:
            for j in range(i,len(s)):
                ch=s[j].lower()
                if ch in KEYN:
                    x=r.choice(KEYN[ch]); return s[:j]+(x.upper() if s[j].isupper() else x)+s[j+1:]
            return s
        if k<0.52: return s[:i]+s[i+1]+s[i]+s[i+2:] if i+1<len(s) else s
        if k<0.72: return s[:i]+s[i+1:]
        if k<0.87: return s[:i]+s[i]+s[i:]
        return self.ocr(s)
    def ocr(self,s):
        o=[(a,b) for a,b in OCR if a in s]
        if not o: return s[:-1] if len(s)>4 else s
        a,b=self.r.choice(o); i=s.rfind(a); return s[:i]+b+s[i+len(a):]

    def fmt_phone(self, loc, num, ext=None):
        r=self.r; cc=L[loc]["cc"]
        trunk="0" if loc in("de_DE","sv_SE","tr_TR","zh_TW") else ""
        if loc=="pl_PL" and r.random()<0.10: trunk="0"
        def grp(s,sep):
            if loc=="en_US": return s[:3]+sep+s[3:6]+sep+s[6:]
            if loc in("pl_PL","cs_CZ"): return s[:3]+sep+s[3:6]+sep+s[6:]
            if loc=="tr_TR": return s[:3]+sep+s[3:6]+sep+s[6:8]+sep+s[8:]
            if loc=="zh_TW": return s[:1]+sep+s[1:5]+sep+s[5:] if s[0]!="9" else s[:3]+sep+s[3:6]+sep+s[6:]
            if loc=="sv_SE": return s[:2]+sep+s[2:5]+sep+s[5:7]+sep+s[7:]
            return s[:3]+sep+s[3:]
        k=r.choices(["e164","intl","00","nat","natsep","paren","dash","nocc","dots","cc0"],self.c["phone_formats"])[0]
        if k=="e164": x=f"+{cc}{num}"
        elif k=="intl": x=f"+{cc} {grp(num,' ')}"
        elif k=="00": x=f"00{cc}{num}" if r.random()<.5 else f"00{cc} {grp(num,' ')}"
        elif k=="nat": x=trunk+num
        elif k=="natsep": x=trunk+grp(num," ")
        elif k=="paren": x=f"({trunk}{grp(num,' ').split(' ')[0]}) "+" ".join(grp(num," ").split(" ")[1:])
        elif k=="dash": x=trunk+grp(num,"-")
        elif k=="nocc": x=cc+num
        elif k=="dots": x=trunk+grp(num,".")
        else: x=f"+{cc} ({trunk or '0'}){grp(num,' ')}"
        if ext: x+=r.choice([" ext. "," x","/"," ext "," -"," #"])+ext
        return x

    def company_name(self, co):
        r=self.r; ops=[]
        if co["loc"]=="zh_TW":
            if r.random()<self.c["p_zh_company_english"]:
                n=co["en"]; ops.append("co_english")
                if r.random()<0.4: n=re.sub(r",? (Co\., Ltd\.|Corp\.|Inc\.|Corporation)$","",n); ops.append("co_nosuffix")
                return n,ops
            return (co["core"]+(co["legal"][0] if not self.hit("co_suffix_variant") else r.choice(co["legal"]))),ops
        n=co["core"]; k=r.random()
        if k<self.P["co_suffix_drop"]: ops.append("co_nosuffix")
        elif k<self.P["co_suffix_drop"]+self.P["co_suffix_variant"]: n+=r.choice([" ",", "])+r.choice(co["legal"]); ops.append("co_suffix")
        else: n+=" "+co["legal"][0]
        if self.hit("co_case"): n=r.choice([n.upper(),n.lower()]); ops.append("co_case")
        if self.hit("co_dia"): n=strip_dia(n); ops.append("co_dia")
        if self.hit("co_typo"): n=self.typo(n); ops.append("co_typo")
        if self.hit("co_short"):
            w=co["core"].split(); n=w[0] if len(w[0])>3 else co["core"]; ops.append("co_short")
        if self.hit("co_domain"): n=co["dom"] if r.random()<.6 else co["dom"].split(".")[0]; ops.append("co_domain")
        if self.hit("co_acronym") and len(co["core"].split())>1: n="".join(w[0] for w in co["core"].split() if w[0].isalnum()).upper(); ops.append("co_acronym")
        return n,ops

    # ---------------------------------------------------------------- one lead
    def lead(self, p, i, t, surname, co, workmail):
        r=self.r; P=self.P; c=self.c; ops=[]
        src=r.choices(SOURCES,c["source_weights"])[0]; miss=c["missing"][src]; loc=p["loc"]
        f,l=p["f"],surname
        # --- names
        if loc=="zh_TW":
            script=p["script"] if r.random()>=P["zh_script_switch"] else ("latin" if p["script"]=="native" else "native")
            if script!=p["script"]: ops.append("zh_script_switch")
            if script=="latin":
                f=p["lat_f"]; l=p["lat_l"]
                if p["eng"] and r.random()<0.25: f=p["rom_f"]; ops.append("zh_rom_given")
                if "-" in f and r.random()<0.3: f=r.choice([f.replace("-"," "),cap(f.replace("-","").lower())]); ops.append("zh_hyphen")
        nn=self.nick[loc].get(p["f"].lower())
        if nn and i!=p["official"] and self.hit("nickname"): f=r.choice(nn); ops.append("nickname")
        if self.hit("initial") and f and ord(f[0])<0x2e80: f=f[0]+r.choice(["","."]); ops.append("initial")
        elif self.hit("middle") and loc!="zh_TW": f=f+" "+(self.given(loc,p["sex"])[0]+r.choice([".",""]) if r.random()<.7 else self.given(loc,p["sex"])); ops.append("middle")
        if self.hit("honorific") and loc!="zh_TW": f=r.choice({"cs_CZ":["Ing. ","Mgr. "],"de_DE":["Dr. ","Herr " if p["sex"]=="m" else "Frau ","Prof. Dr. "],"pl_PL":["dr ","mgr "],"tr_TR":["Dr. ","Sn. "]}.get(loc,["Mr. " if p["sex"]=="m" else "Ms. ","Dr. "]))+f; ops.append("honorific")
        if self.hit("name_dia"): 
            q=translit_de if loc in("de_DE","sv_SE") and r.random()<.5 else strip_dia
            f2,l2=q(f),q(l)
            if (f2,l2)!=(f,l): f,l=f2,l2; ops.append("name_dia")
        if self.hit("first_typo"): f=self.typo(f); ops.append("first_typo")
        if self.hit("last_typo"): l=self.typo(l); ops.append("last_typo")
        k=r.random()
        if k<P["name_upper"]: f,l=f.upper(),l.upper(); ops.append("name_case")
        elif k<P["name_upper"]+P["name_lower"]: f,l=f.lower(),l.lower(); ops.append("name_case")
        if self.hit("swap"): f,l=l,f; ops.append("swap")
        if self.hit("full_in_last"): l=(f+" "+l) if loc!="zh_TW" or ord(l[0])<0x2e80 else l+f; f=""; ops.append("full_in_last")
        elif self.hit("full_in_first"): f=f+" "+l; l=r.choice(["","-","."]); ops.append("full_in_first")
        if r.random()<miss["first"]: f=""; ops.append("no_first")
        if r.random()<miss["last"]: l=r.choice(["","-","unknown","x"]); ops.append("no_last")
        # --- e-mail
        kind=p["pref"] if r.random()>=c["p_mail_switch"] else ("free" if p["pref"]=="work" and p["free"] else "work")
        em=p["free"] if kind=="free" and p["free"] else workmail
        if kind!=p["pref"]: ops.append("mail_switch")
        if co["shared"] and self.hit("use_shared_mailbox"): em=co["shared"]; ops.append("shared_mailbox")
        lp,dom=em.split("@")
        if dom in("gmail.com","googlemail.com"):
            if self.hit("gmail_dots"):
                lp=lp.replace(".","") if "." in lp and r.random()<.5 else self.dot(lp); ops.append("gmail_dots")
            if self.hit("gmail_alias"): dom="googlemail.com" if dom=="gmail.com" else "gmail.com"; ops.append("gmail_alias")
        if self.hit("plus"): lp+="+"+r.choice(["sap","trial","marketplace","test","news","1","demo"]); ops.append("plus")
        if self.hit("mail_typo"): lp=self.typo(lp).replace("/",""); ops.append("mail_typo")
        if self.hit("mail_dom_typo"): dom=self.typo(dom.split(".")[0])+"."+dom.split(".",1)[1] if r.random()<.7 else dom.rsplit(".",1)[0]+r.choice([".con",".cm",".om"]); ops.append("mail_dom_typo")
        em=lp+"@"+dom
        if self.hit("mail_case"): em=r.choice([em.upper(),em.title(),lp.title()+"@"+dom]); ops.append("mail_case")
        if self.hit("mail_space"): em=r.choice([" "+em,em+" ",em+";","<"+em+">"]); ops.append("mail_space")
        if r.random()<miss["email"]:
            em=""; ops.append("no_email")
            if r.random()<0.10: em=r.choice(PLACE_MAIL); ops.append("placeholder_mail")
        # --- phone
        pk=r.random()
        if p["mob"] and pk<c["p_phone_mobile"]: ph=self.fmt_phone(loc,p["mob"]); num=p["mob"]; pl=loc
        else:
            num=co["sw"]; pl=co["loc"]; ph=self.fmt_phone(pl,num,p["ext"] if r.random()<c["p_phone_ext"] else None); ops.append("switchboard")
        if p.get("landline") and r.random()<0.5: ph=self.fmt_phone(loc,p["landline"]); ops.append("landline_shared")
        if self.hit("phone_typo"):
            ix=[j for j,ch in enumerate(ph) if ch.isdigit()]
            j=r.choice(ix[len(ix)//2:]); ph=ph[:j]+(str(r.randrange(10)) if r.random()<.7 else "")+ph[j+1:]; ops.append("phone_typo")
        if r.random()<miss["phone"]: 
            ph=""; ops.append("no_phone")
            if r.random()<c["p_phone_placeholder"]: ph=r.choice(PLACE_PHONE); ops.append("placeholder_phone")
        # --- company, title, country
        cn,o2=self.company_name(co); ops+=o2
        if r.random()<miss["company"]:
            cn=""; ops.append("no_company")
            if r.random()<0.5: cn=r.choice(PLACE_COMP+[(f+" "+l).strip()]); ops.append("placeholder_company")
        ti=p["title"]
        if self.hit("title_change"): ti=r.choice(TITLES); ops.append("title_change")
        if ti in TITLE_ALT and self.hit("title_alt"): ti=TITLE_ALT[ti]; ops.append("title_alt")
        if self.hit("title_case"): ti=r.choice([ti.lower(),ti.upper()])
        if r.random()<miss["title"]: ti=""
        ct=L[co["loc"]]["country"][0] if r.random()>=P["country_variant"] else r.choice(L[co["loc"]]["country"])
        if r.random()<miss["country"]: ct=""
        if self.hit("space"): f=r.choice([f+" "," "+f]); l=l+r.choice([" ","  "]); ops.append("space")
        row=dict(zip(COLS,[f,l,em,ph,ct,cn,ti,src,t.strftime(c.get("time_format","%Y-%m-%d %H:%M:%S"))]))
        if self.plugin: self.plugin.extra(self,row,p,co,ops)
        return row,ops
    def dot(self,lp):
        if len(lp)<3: return lp
        i=self.r.randrange(1,len(lp)-1)
        return lp if "." in (lp[i-1],lp[i]) else lp[:i]+"."+lp[i:]

    # ---------------------------------------------------------------- run
    def run(self):
        r=self.r; c=self.c; out=[]; pid=0
        t0=dt.datetime(2021,1,1); span=int((dt.datetime(2026,6,30)-t0).total_seconds())
        recent=[]          # recent persons for namesakes
        while len(out)<self.n:
            co=self.company(); staff=[]
            for _ in range(co["size"]):
                p=self.person(co); staff.append(p)
            h=c["hard"]
            if r.random()<h["relative"] and staff:
                b=r.choice(staff)
                if b["loc"]==co["loc"]:
                    sx=r.choice("mf"); fn=self.given(co["loc"],sx)
                    if r.random()<.5:
                        for _ in range(30):
                            fn=self.given(co["loc"],sx)
                            if fn[0]==b["f"][0] and fn!=b["f"]: break
                    if fn!=b["f"]:
                        q=self.person(co,fn,b["l"],sx); q["tags"].append("hn_relative"); b["tags"].append("hn_relative"); staff.append(q)
            if r.random()<h["namesake_same_company"] and co["size"]>=3:
                b=r.choice(staff)
                if b["loc"]==co["loc"]:
                    q=self.person(co,b["f"],b["l"],b["sex"]); q["tags"].append("hn_namesake_same_co"); b["tags"].append("hn_namesake_same_co"); staff.append(q)
            for j,b in enumerate(list(staff)):
                if r.random()<h["namesake"]:          # other person, other company, same country, same name
                    co2=self.company(co["loc"] if b["loc"]==co["loc"] else b["loc"])
                    q=self.person(co2,b["f"],b["l"],b["sex"])
                    if r.random()<.3 and b["free"] and q["free"]:
                        lp,dm=b["free"].split("@"); q["free"]=self.uniq(lp+str(r.randrange(1,99)),dm); q["tags"].append("hn_near_freemail")
                    q["tags"].append("hn_namesake"); b["tags"].append("hn_namesake"); staff.append(q)
                if r.random()<h["spouse"]:
                    sx="f" if b["sex"]=="m" else "m"; co2=co if r.random()<.4 else self.company(b["loc"])
                    q=self.person(co2,self.given(co2["loc"],sx),b["l"],sx) if co2["loc"]==b["loc"] else None
                    if q and q["f"]!=b["f"]:
                        if b["free"]: q["free"]=b["free"]
                        q["landline"]=b["landline"]=self.phone(b["loc"],"land"); q["tags"].append("hn_spouse"); b["tags"].append("hn_spouse"); staff.append(q)
            for p in staff:
                k=p["k"]; start=r.randrange(span); gap=c["mean_gap_days"]*86400
                ts=[start]
                for _ in range(k-1): ts.append(ts[-1]+max(60,int(r.expovariate(1/gap))) if r.random()>c["p_quick_repeat"] else ts[-1]+r.randrange(30,3600))
                ts=[min(x,span) for x in ts]
                p["official"]=r.randrange(k)
                sur=p["l"]; co1=p["co"]; wm=p["work"]; jc=mc=None
                if k>1 and r.random()<c["p_job_change"]:
                    jc=r.randrange(1,k); co2=self.company(co1["loc"]); p["tags"].append("job_change")
                    if not p["mob"] and not p["free"]: p["mob"]=self.phone(p["loc"])
                if k>1 and p["sex"]=="f" and p["loc"]!="zh_TW" and r.random()<c["p_name_change"]:
                    mc=r.randrange(1,k); p["tags"].append("name_change"); new=self.surname(p["loc"],"f")
                    if r.random()<.3: new=p["l"]+"-"+new
                    if not p["mob"] and not p["free"]: p["mob"]=self.phone(p["loc"])
                for i in range(k):
                    if jc is not None and i==jc:
                        co1=co2; f,l=self.latin(p); wm=self.uniq(self.local(co1["pat"],f,sur if p["loc"]!="zh_TW" else l),co1["dom"])
                    if mc is not None and i==mc:
                        sur=new
                        if r.random()<.5: wm=self.uniq(self.local(co1["pat"],p["f"],sur),co1["dom"])
                    row,ops=self.lead(p,i,t0+dt.timedelta(seconds=ts[i]),sur,co1,wm)
                    out.append((ts[i],row,pid,"|".join(p["tags"]),"|".join(ops)))
                pid+=1
        # cut to n whole persons where possible, then order by time (as an export would be)
        out=out[:self.n]; out.sort(key=lambda x:x[0])
        return out

def main():
    a=argparse.ArgumentParser(); a.add_argument("--config",required=True); a.add_argument("--n",type=int,required=True); a.add_argument("--out",required=True)
    a.add_argument("--seed",type=int); a.add_argument("--plugin"); a.add_argument("--no-tags",action="store_true"); o=a.parse_args()
    cfg=json.load(open(o.config)); pl=None
    if o.plugin:
        sp=importlib.util.spec_from_file_location("plug",o.plugin); pl=importlib.util.module_from_spec(sp); sp.loader.exec_module(pl)
    g=Gen(cfg,o.n,cfg["seed"]*1000003+o.n if o.seed is None else o.seed,pl); rows=g.run()
    with open(o.out+".csv","w",newline="",encoding="utf-8") as f, open(o.out+".truth.csv","w",newline="") as t:
        w=csv.writer(f); w.writerow(COLS); u=csv.writer(t); u.writerow(["row_index","cluster_id"])
        cid={}
        for i,(_,row,p,_,_) in enumerate(rows): w.writerow([row[k] for k in COLS]); u.writerow([i,cid.setdefault(p,len(cid))])
    if not o.no_tags:
        with open(o.out+".tags.csv","w",newline="") as f:
            w=csv.writer(f); w.writerow(["row_index","person_tags","ops"])
            for i,(_,_,_,pt,op) in enumerate(rows): w.writerow([i,pt,op])
    print(o.out,len(rows),"rows",len(cid),"persons")
if __name__=="__main__": main()
