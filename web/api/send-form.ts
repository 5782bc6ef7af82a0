/** Sends one file to where the hub said, with news of how far it is. */
import type { SendForm, Sent } from './upload-form.ts';

/** Nothing was heard for so long, milliseconds: a phone that changes its network would else wait for ever. */
const SILENCE_MILLISECONDS = 30_000;

/** By XMLHttpRequest, since fetch says nothing of what has been sent (Fetch standard, 2026 [H]). */
export const sendForm: SendForm = ({ url, fields }, file, tell, signal) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise<Sent>(resolve => {
    if (signal.aborted) return resolve('stopped');
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const stop = () => request.abort();
    const hear = () => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MILLISECONDS);
    };
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      hear();
      tell(total === 0 ? 0 : loaded / total);
    });
    request.addEventListener('loadend', () => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      resolve(signal.aborted ? 'stopped' : outcomeOf(request.status));
    });
    signal.addEventListener('abort', stop, { once: true });
    request.open('POST', url);
    hear();
    request.send(form);
  });
};

/** A form that has expired is a 403, which the next one mends; a file that is not as agreed is a 400 (S3 API, POST Object, 2023-06 [H]). */
function outcomeOf(status: number): Sent {
  if (status >= 200 && status < 300) return 'sent';
  return status === 400 ? 'refused' : 'lost';
}
