// What every journey needs: a browser, people in it, and a look at what went wrong there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, it } from 'node:test';
import { chromium } from 'playwright-core';

const { HOLDFAST_URL: baseURL, HOLDFAST_PASSWORD: password, CHROMIUM: executablePath } = process.env;
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const reports = fileURLToPath(new URL('../target/browser-reports/', import.meta.url));
const PATIENCE = 20_000;

let browser;
let session;

export async function open() {
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const { page, context } = await arrive({ signedIn: false });
  await page.goto('/');
  await signIn(page);
  await page.getByRole('heading', { level: 1, name: 'What visitors get right now' }).waitFor();
  session = await context.storageState();
  await context.close();
}

export const close = () => browser?.close();

export function useBrowser() {
  before(open);
  after(close);
}

/** Somebody with a browser window of their own. */
export async function arrive({ scheme = 'light', width = 1280, height = 900, scale = 1, signedIn = true } = {}) {
  const context = await browser.newContext({
    baseURL,
    colorScheme: scheme,
    deviceScaleFactor: scale,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    storageState: signedIn ? session : undefined,
    viewport: { width, height },
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  return { page, context, complaints: complaintsOf(page) };
}

/** A test by one person. It fails too when the browser's console complains of something that is not in `expected`. */
export function journey(name, { expected = [], ...person }, steps) {
  it(name, async () => {
    const { page, context, complaints } = await arrive(person);
    try {
      await steps(page);
      assert.deepEqual(complaints.filter((complaint) => !expected.includes(complaint)), []);
    } catch (failure) {
      await page.screenshot({ path: `${reports}${name.replace(/\W+/g, '-')}.png` });
      throw failure;
    } finally {
      await context.close();
    }
  });
}

/** What the browser's console says: `401 /api/v1/session` for a failed call, else its words. */
function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      const status = /responded with a status of (\d+)/.exec(message.text())?.[1];
      complaints.push(status ? `${status} ${new URL(message.location().url).pathname}` : message.text());
    }
  });
  return complaints;
}

export async function signIn(page, given = password) {
  await page.getByLabel('Username').fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill(given);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until a text is there, and answers where. */
export async function sees(place, text) {
  const found = place.getByText(text).first();
  await found.waitFor();
  return found;
}

/** Waits until the environment's banner shows the posture. */
export const posture = (page, environment, name) => page.getByRole('status', { name: `${environment}: ${name}` }).waitFor();

export const switchOf = (page, flag, environment) => page.getByRole('switch', { name: `${flag} in ${environment}` });

/** Flips a switch with the keyboard, once an earlier change of it is through. */
export async function flip(toggle) {
  const idle = await toggle.elementHandle();
  await toggle.page().waitForFunction((element) => element.ariaBusy !== 'true', idle);
  await toggle.press('Space');
}

/** Waits until a switch is as wanted; events, not reloads, bring it there. */
export async function shows(toggle, on) {
  const wanted = await toggle.elementHandle();
  await toggle.page().waitForFunction(([element, state]) => element.checked === state, [wanted, on]);
}

/** A call of the API as the page makes it. */
export const api = (page, path, body) =>
  page.evaluate(
    async ([address, content]) => {
      const token = /XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
      const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token) };
      const answer = await fetch(`/api/v1${address}`, { method: 'POST', headers, body: JSON.stringify(content ?? {}) });
      if (!answer.ok) {
        throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
      }
      return answer.json();
    },
    [path, body],
  );

/** Sets a hold and answers what releases it. */
export async function hold(page, environment, wanted) {
  const { id } = await api(page, `/environments/${environment}/holds`, { shedLevel: 0, ...wanted });
  return () => api(page, `/environments/${environment}/holds/${id}/release`);
}

/** Nobody is shut out: axe finds nothing, and nothing has to be scrolled sideways. */
export async function isForEverybody(page) {
  await page.evaluate(settle);
  await page.evaluate(`window.axe || (() => { ${axe} })()`);
  assert.deepEqual(await page.evaluate(violations), []);
  assert.deepEqual(await page.evaluate(tooWide), []);
}

// These three run in the page.

async function settle() {
  const finite = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(finite.map((animation) => animation.finished));
}

async function violations() {
  const found = await window.axe.run();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => `${id}: ${target.join(' ')}: ${[...any, ...all, ...none][0]?.message ?? ''}`),
  );
}

function tooWide() {
  return [document.documentElement, ...document.querySelectorAll('.flags, [role=dialog]')]
    .filter((element) => element.scrollWidth > element.clientWidth)
    .map((element) => `${element.tagName}.${element.className}: ${element.scrollWidth} in ${element.clientWidth}`);
}
