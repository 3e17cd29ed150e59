// Where things stand: the first picture is near the top, numbers and columns keep their places, messages float and go.
import { readFileSync } from "node:fs";

import { TABS } from "./leadlens.js";
import { expect, test } from "./fixtures.js";

/** Px above which the first picture begins, by the width of the page. */
const FIRST_PICTURE = [
  [1280, 180],
  [390, 420],
];

for (const [width, most] of FIRST_PICTURE) {
  test(`the first picture begins within ${most} px at ${width} px`, async ({ newPage }) => {
    const leadlens = await newPage({ viewport: { width, height: 900 } });
    await leadlens.open();
    await leadlens.sampleButton.click();
    const picture = leadlens.page.getByRole("region", { name: /by source and action/ });
    await expect(picture).toBeVisible();
    await expect.poll(async () => (await picture.boundingBox()).y).toBeLessThan(most);
    const { y } = await leadlens.page.getByRole("table", { name: /by source and action/ }).boundingBox();
    expect(y, "the table itself").toBeLessThan(most + 40);
  });
}

test("nothing scrolls sideways from 320 to 2560 pixels", async ({ newPage }) => {
  const leadlens = await newPage();
  const { page } = leadlens;
  await leadlens.open();
  await leadlens.sampleButton.click();
  for (const name of TABS) {
    await leadlens.show(name);
    for (const width of [320, 390, 600, 768, 1000, 1280, 1920, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(excess, `${name} at ${width}`).toBe(0);
    }
  }
});

test("rows and columns keep their places under a filter", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  const heads = async (name) => page.getByRole("table", { name }).getByRole("columnheader").allInnerTexts();
  const rows = async () => page.getByRole("table", { name: /by source and action/ }).getByRole("rowheader").allInnerTexts();
  await expect(page.getByRole("table", { name: /by source and action/ })).toBeVisible();
  const before = [await heads(/by source and action/), await heads(/by offer/), await rows()];
  await leadlens.ranked("country", "Taiwan").click();
  await expect(leadlens.picked).toHaveText(/of 378 leads/);
  expect([await heads(/by source and action/), await heads(/by offer/), await rows()]).toEqual(before);
});

test("a message floats, names the file and goes", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  const figure = page.getByRole("region", { name: /by source and action/ });
  const height = (await figure.boundingBox()).height;
  await figure.getByRole("button", { name: /Copy or save/ }).click();
  await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "Save as SVG" }).click()]);
  const message = figure.getByRole("status");
  await expect(message).toHaveText("leadlens-matrix.svg is in your downloads.");
  expect((await figure.boundingBox()).height, "nothing moves").toBe(height);
  await expect(message).toBeHidden();
});

test("a picture is copied as a picture", async ({ leadlens }) => {
  const { page } = leadlens;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await leadlens.sampleButton.click();
  const figure = page.getByRole("region", { name: /by source and action/ });
  await figure.getByRole("button", { name: /Copy or save/ }).click();
  await figure.getByRole("button", { name: "Copy as picture" }).click();
  await expect(figure.getByRole("status")).toHaveText("Picture copied.");
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("image/png")).size;
  });
  expect(size).toBeGreaterThan(5_000);
});

test("the whole overview is one picture", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  const [file] = await Promise.all([page.waitForEvent("download"), leadlens.fromMenu("Export", "Save overview as picture")]);
  expect(file.suggestedFilename()).toBe("leadlens-overview.png");
  const png = readFileSync(await file.path());
  expect([png.readUInt32BE(16), png.readUInt32BE(20) > 2_000], "width and height").toEqual([2 * 1328, true]);
  await expect(page.getByText("leadlens-overview.png is in your downloads.")).toBeVisible();
});

test("paper has no controls, no letter below 7 points, and nothing beyond its edge", async ({ leadlens }) => {
  const { page } = leadlens;
  await leadlens.sampleButton.click();
  await expect(leadlens.overview).toHaveAttribute("aria-busy", "false");
  await page.emulateMedia({ media: "print" });
  // The width of A4 within its margins.
  await page.setViewportSize({ width: 703, height: 1040 });
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  const paper = () =>
    page.evaluate(() => {
      const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
      const zoom = Number(getComputedStyle(document.querySelector("main")).zoom);
      const points = (element) => {
        const drawing = element.closest("svg");
        const scale = drawing ? drawing.getBoundingClientRect().width / drawing.width.baseVal.value : zoom;
        return (Number.parseFloat(getComputedStyle(element).fontSize) * scale * 72) / 96;
      };
      const texts = [...document.querySelectorAll("main *")].filter((element) => shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
      const small = texts.filter((element) => points(element) < 7 && !element.closest(".visually-hidden"));
      // Nothing stands beyond its panel, so that no two panels overlap.
      const edge = (element) => (element.closest(".panel") ?? document.documentElement).getBoundingClientRect().right + 1;
      const wide = [...document.querySelectorAll("main *")].filter((element) => shown(element) && !element.closest("svg, .visually-hidden") && element.getBoundingClientRect().right > edge(element));
      const controls = [...document.querySelectorAll("select, input, [popover]")].filter(shown);
      const name = (element) => `${element.tagName} ${element.textContent}`;
      return { small: small.map(name), wide: wide.map(name), controls: controls.map(name) };
    });
  await expect.poll(paper).toEqual({ small: [], wide: [], controls: [] });
});
