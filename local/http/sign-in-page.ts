/** The local issuer's one page. It says what it is, so that nobody takes it for a sign-in that protects something. */
export const signInPage = (isRefused: boolean): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who are you? · Asset Hub</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>
  :root { color-scheme: light dark; --paper: #f7f4ef; --raised: #fffdfa; --ink: #1d1a27; --quiet: #5f596e; --accent: #5443cf; --on: #fff }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #13121a; --raised: #1d1b27; --ink: #f0edf8; --quiet: #aca6bd; --accent: #ab9eff; --on: #181330 }
  }
  body { display: grid; min-height: 100dvh; margin: 0; place-items: center; background: var(--paper); color: var(--ink);
    font: 1rem/1.5 Inter, system-ui, sans-serif }
  main { width: min(24rem, 90vw); padding: 2rem; border-radius: 1.25rem; background: var(--raised) }
  h1 { margin: 0 0 .5rem; font-size: 1.6rem; letter-spacing: -.02em }
  p { margin: 0 0 1.25rem; color: var(--quiet) }
  label { display: block; margin-bottom: .35rem; font-weight: 550 }
  input, button { box-sizing: border-box; width: 100%; padding: .65rem 1rem; border: 1px solid var(--quiet); border-radius: .8rem; background: var(--paper);
    color: inherit; font: inherit }
  button { margin-top: 1rem; border: 0; background: var(--accent); color: var(--on); font-weight: 600; cursor: pointer }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
</style>
<main>
  <h1>Who are you?</h1>
  <p>This hub runs on your machine, and takes your word for it. Each name has characters of its own.</p>
  <form method="post">
    <label for="subject">Name</label>
    <input id="subject" name="subject" value="ada" required maxlength="128" pattern="[!-~]+" autocomplete="username" autofocus
      title="letters and digits, without spaces"${isRefused ? ' aria-invalid="true"' : ''}>
    <button>Sign in</button>
  </form>
</main>
</html>
`;
