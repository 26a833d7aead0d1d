import { exportDiagrams } from '@bpmn-studio/contracts';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { addressOfFile } from './call-file.js';

const fetched = jest.spyOn(globalThis, 'fetch');
afterEach(() => void fetched.mockReset());
const ask = () => addressOfFile(exportDiagrams, { query: { format: 'pdf' } });

describe('the address of a file', () => {
  it('is given once the server would give the file', async () => {
    fetched.mockResolvedValueOnce(new Response(null));
    expect(await ask()).toBe('/api/exports?format=pdf');
    expect(fetched).toHaveBeenCalledWith('/api/exports?format=pdf', expect.objectContaining({ method: 'HEAD' }));
  });

  it('is not given where the server would refuse, with its patience', async () => {
    fetched.mockResolvedValueOnce(new Response(null, { status: 429, headers: { 'retry-after': '15' } }));
    await expect(ask()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 15, problem: { code: 'request.rate_limited' } });
  });

  it('is not given offline', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(ask()).rejects.toMatchObject({ name: 'OfflineError' });
  });
});
