import { describe, expect, it } from 'vitest';
import { ResponseError } from '@api';
import { failureOf, sentence } from './api';

describe('a failure', () => {
  it('names the fields of a validation problem', () => {
    const problem = { type: 'urn:holdfast:problem:validation', title: 'x', status: 400, errors: [{ field: '/key', message: 'is taken' }] };
    expect(sentence(problem)).toBe('key: is taken');
  });

  it('shows the detail of any other problem', async () => {
    const body = JSON.stringify({ type: 'x', title: 'Not allowed', status: 403, detail: 'Your role does not allow this.' });
    const failure = await failureOf(new ResponseError(new Response(body, { status: 403 })));
    expect(failure).toMatchObject({ message: 'Your role does not allow this.', status: 403 });
  });

  it('speaks of a lost link, not of headers, when the CSRF cookie is gone', async () => {
    const body = JSON.stringify({ type: 'urn:holdfast:problem:csrf', title: 'x', status: 403, detail: 'Send the cookie as a header.' });
    const failure = await failureOf(new ResponseError(new Response(body, { status: 403 })));
    expect(failure.message).toContain('lost its link to your session');
    expect(failure.lostSession).toBe(true);
  });

  it('copes with an answer that is no problem document', async () => {
    const failure = await failureOf(new ResponseError(new Response('<html>', { status: 502 })));
    expect(failure).toMatchObject({ message: 'The server answered 502.', status: 502 });
  });

  it('says so when nothing answers', async () => {
    expect((await failureOf(new TypeError('fetch failed'))).message).toContain('cannot be reached');
  });
});
