import { describe, expect, it } from 'vitest';
import { consequences, endOf, span } from './posture';

const noon = new Date('2026-01-31T12:00:00Z');

describe('a hold', () => {
  it('ends after its minutes, or never', () => {
    expect(endOf(15, noon)).toEqual(new Date('2026-01-31T12:15:00Z'));
    expect(endOf(0, noon)).toBeUndefined();
  });

  it('says what it will do before it is set', () => {
    const text = consequences('ENFORCE', 2, 'production', 1, undefined);
    expect(text).toContain('1 running instance will follow');
    expect(text).toContain('Every write is refused');
    expect(text).toContain('level 2 or lower');
    expect(text).toContain('until somebody releases it');
  });

  it('says so when no application is there to follow it', () => {
    const text = consequences('ENFORCE', 0, 'Staging', 0, undefined);
    expect(text).toContain('No application is connected to Staging now');
    expect(text).not.toContain('0 running');
  });
});

describe('a span', () => {
  it.each([
    [7, '7 s'],
    [249, '4 min 9 s'],
    [7500, '2 h 5 min'],
    [-5, '0 s'],
  ])('of %i seconds reads %s', (seconds, text) => {
    expect(span(noon, new Date(noon.getTime() + seconds * 1000))).toBe(text);
  });
});
