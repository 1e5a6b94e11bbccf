// Takes docs/pictures anew; README.md here says how to run it.
import { fileURLToPath } from 'node:url';
import { arrive, close, hold, open, posture, sees, shows, switchOf } from './console.js';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 844, scale: 2 };

async function take(name, person, address, ready) {
  const { page, context } = await arrive(person);
  // Some minutes into the hold, as people mostly see it.
  await page.clock.setFixedTime(Date.now() + 252_000);
  await page.goto(address);
  await ready(page);
  await page.screenshot({ path: `${folder}${name}.png` });
  await context.close();
}

async function held(page) {
  await posture(page, 'Production', 'Browse-only');
  await posture(page, 'Staging', 'Open');
  await sees(page, 'All 3 running instances confirm this');
}

const listed = (page) => shows(switchOf(page, 'recommendations', 'production'), true);

await open();
try {
  const { page } = await arrive();
  await page.goto('/');
  await hold(page, 'production', {
    stage: 'ENFORCE',
    shedLevel: 2,
    reason: 'Primary database is failing over',
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await held(page);
  await take('incident-light', desk, '/', held);
  await take('incident-dark', { ...desk, scheme: 'dark' }, '/', held);
  await take('incident-phone', phone, '/', held);
  await take('flags-light', desk, '/flags', listed);
  await take('flags-phone', phone, '/flags', listed);
} finally {
  await close();
}
