import { expect, it } from 'vitest';
import lock from '../package-lock.json';

interface Locked {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const packages = Object.entries(lock.packages as Record<string, Locked>);

// npm drops what a registry does not have, and the next `npm ci` elsewhere then refuses the whole lock file.
it('locks the tools of every platform', () => {
  const named = packages.flatMap(([, locked]) => Object.keys(locked.optionalDependencies ?? {}));
  const missing = named.filter((name) => !packages.some(([path]) => path.endsWith(`node_modules/${name}`)));
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

it('holds no address to download from', () => {
  expect(packages.filter(([, locked]) => locked.resolved)).toEqual([]);
});
