import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { arrive, flip, journey, posture, sees, shows, signIn, switchOf, useBrowser } from './console.js';

const NOBODY = '401 /api/v1/session';

describe('people', () => {
  useBrowser();

  journey('sign in where they wanted to go, after a wrong password', { signedIn: false, expected: [NOBODY] }, async (page) => {
    await page.goto('/flags');
    await signIn(page, 'not the password');
    await sees(page.getByRole('alert'), 'The name or the password is wrong.');
    await signIn(page);
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
  });

  journey('hold production on the first page and release it', {}, async (page) => {
    await page.goto('/');
    const production = page.getByRole('region', { name: 'Production' });
    await posture(page, 'Production', 'Open');
    await sees(production, 'All 3 running instances confirm this');
    await production.getByRole('button', { name: 'Hold browse-only' }).click();
    const form = page.getByRole('dialog', { name: 'Hold Production' });
    await sees(form, '3 running instances will follow within a second. Every write is refused');
    await form.getByLabel('Reason').fill('Database failover');
    await form.getByRole('button', { name: 'Hold Production' }).click();

    await posture(page, 'Production', 'Browse-only');
    await sees(production, 'All 3 running instances confirm this');
    await posture(page, 'Staging', 'Open');

    const held = production.getByRole('group', { name: 'Hold: Database failover' });
    await held.getByRole('button', { name: 'Release: Database failover' }).click();
    await held.getByRole('button', { name: 'Yes, release' }).click();
    await posture(page, 'Production', 'Open');
    await held.waitFor({ state: 'detached' });
  });

  journey('read that nobody would follow a hold yet', {}, async (page) => {
    await page.goto('/');
    const staging = page.getByRole('region', { name: 'Staging' });
    await staging.getByRole('button', { name: 'Hold browse-only' }).click();
    await sees(page.getByRole('dialog'), 'No application is connected to Staging now');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await posture(page, 'Staging', 'Open');
  });

  journey('switch a flag off with the keyboard, and undo it', {}, async (page) => {
    await page.goto('/flags');
    const booking = switchOf(page, 'instant-booking', 'staging');
    await shows(booking, true);
    await flip(booking);
    const toast = page.getByRole('alert');
    await sees(toast, 'instant-booking is off in staging');
    await shows(booking, false);
    assert.ok(await booking.evaluate((element) => element === document.activeElement), 'it keeps the focus');
    await toast.getByRole('button', { name: 'Undo' }).click();
    await sees(toast, 'instant-booking is on in staging');
    await page.reload();
    await shows(switchOf(page, 'instant-booking', 'staging'), true);
  });

  journey('read at the field what is wrong with a key, and mend it', {}, async (page) => {
    await page.goto('/flags');
    await page.getByRole('button', { name: 'New flag' }).click();
    const form = page.getByRole('dialog', { name: 'New flag' });
    const key = form.getByLabel('Key');
    await key.fill('Bad Key');
    await form.getByRole('button', { name: 'Create flag' }).click();
    await sees(form, 'Use lower-case letters, digits, dots');
    assert.equal(await key.getAttribute('aria-invalid'), 'true');
    assert.match(await key.evaluate(described), /Use lower-case letters/);

    await key.fill('new-checkout');
    assert.doesNotMatch(await key.evaluate(described), /Use lower-case letters/);
    await form.getByRole('button', { name: 'Create flag' }).click();
    await form.waitFor({ state: 'detached' });
    await shows(switchOf(page, 'new-checkout', 'production'), false);
  });

  journey('see at once what somebody else switches', {}, async (page) => {
    await page.goto('/flags');
    const mine = switchOf(page, 'theme', 'production');
    await shows(mine, true);
    const other = await arrive();
    try {
      await other.page.goto('/flags');
      const theirs = switchOf(other.page, 'theme', 'production');
      await shows(theirs, true);
      await flip(theirs);
      await shows(mine, false);
      await flip(mine);
      await shows(theirs, true);
      assert.deepEqual(other.complaints, []);
    } finally {
      await other.context.close();
    }
  });

  const path = '/api/v1/flags/photo-gallery/environments/staging';

  journey('go on after their browser forgot a cookie', { expected: [`403 ${path}`] }, async (page) => {
    await page.goto('/flags');
    const gallery = switchOf(page, 'photo-gallery', 'staging');
    await shows(gallery, true);
    const asked = page.waitForResponse('/api/v1/session');
    await page.context().clearCookies({ name: 'XSRF-TOKEN' });
    await flip(gallery);
    await sees(page.getByRole('alert'), 'lost its link to your session');
    await asked;
    await flip(gallery);
    await shows(gallery, false);
    await sees(page.getByRole('alert'), 'photo-gallery is off in staging');
  });

  journey('are asked to sign in again when their session is over', { expected: [`403 ${path}`, NOBODY, '401 /api/v1/flags'] }, async (page) => {
    await page.goto('/flags');
    const gallery = switchOf(page, 'photo-gallery', 'staging');
    await gallery.waitFor({ state: 'attached' });
    await page.context().clearCookies();
    await flip(gallery);
    await sees(page, 'Your session has ended');
    await signIn(page);
    await page.getByRole('heading', { name: 'Flags' }).waitFor();
  });
});

/** What a screen reader reads out with a field; runs in the page. */
function described(field) {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}
