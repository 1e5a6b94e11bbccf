// Every page and form in light and dark colours, and on a phone.
// Not /api-docs.html: it is a third party's page, and what is wrong there can only be mended there.
import { describe } from 'node:test';
import { flip, hold, isForEverybody, journey, posture, sees, shows, switchOf, useBrowser } from './console.js';

const people = {
  'in light colours': { scheme: 'light' },
  'in dark colours': { scheme: 'dark' },
  'on a phone': { width: 390 },
};

describe('everybody', () => {
  useBrowser();

  for (const [where, person] of Object.entries(people)) {
    journey(`can sign in ${where}`, { ...person, signedIn: false, expected: ['401 /api/v1/session'] }, async (page) => {
      await page.goto('/');
      await page.getByLabel('Username').waitFor();
      await isForEverybody(page);
      await page.getByLabel('Username').fill('nobody');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await isForEverybody(page);
    });

    journey(`can read each posture ${where}`, person, async (page) => {
      await page.goto('/');
      await posture(page, 'Staging', 'Open');
      await sees(page, 'All 3 running instances confirm this');
      await isForEverybody(page);
      const releases = [
        await hold(page, 'production', { stage: 'ENFORCE', reason: 'Failover', shedLevel: 2 }),
        await hold(page, 'staging', { stage: 'WARN', reason: 'Rehearsal' }),
      ];
      await posture(page, 'Production', 'Browse-only');
      await posture(page, 'Staging', 'Warning');
      await page.getByRole('button', { name: 'Release: Rehearsal' }).click();
      await page.getByRole('button', { name: 'Yes, release' }).waitFor();
      await isForEverybody(page);
      await page.getByRole('button', { name: 'Yes, release' }).click();
      await sees(page.getByRole('alert'), 'The hold of admin is over.');
      await isForEverybody(page);
      await releases[0]();
      const release = await hold(page, 'staging', { stage: 'OBSERVE', reason: 'Counting' });
      await posture(page, 'Staging', 'Observing');
      await isForEverybody(page);
      await release();
    });

    journey(`can hold ${where}`, person, async (page) => {
      await page.goto('/');
      await page.getByRole('region', { name: 'Production' }).getByRole('button', { name: 'Hold browse-only' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Reason').fill('Failover');
      for (const stage of ['Observing', 'Warning', 'Browse-only']) {
        await form.getByText(stage, { exact: true }).click();
        await isForEverybody(page);
      }
    });

    journey(`can switch and make flags ${where}`, person, async (page) => {
      await page.goto('/flags');
      const theme = switchOf(page, 'theme', 'staging');
      await shows(theme, true);
      await flip(theme);
      await sees(page.getByRole('alert'), 'theme is off in staging');
      await isForEverybody(page);
      await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
      await shows(theme, true);
      await page.getByRole('button', { name: 'New flag' }).click();
      await page.getByRole('dialog').getByLabel('Key').fill('Bad Key');
      await page.getByRole('button', { name: 'Create flag' }).click();
      await sees(page, 'Use lower-case letters');
      await isForEverybody(page);
    });
  }
});
