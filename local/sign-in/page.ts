/** The pages of the issuer of a desk: to sign in, to sign out, and to say what went wrong. Plain HTML that needs no script. */
import { createHash } from 'node:crypto';
import { password, people } from '../people.ts';

const style = `
body { margin: 3rem auto; max-width: 30rem; padding: 0 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff }
label { display: block; margin-top: 1rem }
input, button { box-sizing: border-box; width: 100%; padding: 0.6rem; font: inherit; border: 1px solid #555; border-radius: 4px }
button { margin-top: 1.5rem; color: #fff; background: #00507a; border-color: #00507a; cursor: pointer }
button.other { color: #00507a; background: #fff }
:focus-visible { outline: 3px solid #d97700; outline-offset: 2px }
[role=alert] { padding: 0.6rem; border-left: 4px solid #b00020 }
table { margin-top: 0.5rem; border-spacing: 0 } td, th { padding: 0.2rem 1rem 0.2rem 0; text-align: left }
`;

/**
 * What the pages of the issuer may do: show themselves in their own style, and send their forms back. The library adds the
 * hash of its one script, which goes on by itself where there is nothing to ask.
 */
export const pagePolicy = [
  "default-src 'none'",
  'script-src',
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Kelissöz</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

const known = people.map(({ as, sub }) => `<tr><td>${sub}</td><td>${as}</td></tr>`).join('\n');

/** The page to sign in, whose form goes to `action`; `tried` is the name with which somebody has failed. */
export const signInPage = (action: string, tried?: string): string =>
  page(
    'Sign in',
    `${tried === undefined ? '' : '<p role="alert" id="fault">There is nobody of this name with this password.</p>'}
<form method="post" action="${escaped(action)}">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus
 value="${escaped(tried ?? '')}"${tried === undefined ? '' : ' aria-invalid="true" aria-describedby="fault"'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>
<h2>People of this desk</h2>
<p>All of them have the password <strong>${password}</strong>.</p>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Signs in as</th></tr></thead>
<tbody>
${known}
</tbody>
</table>`,
  );

/** The page to sign out; `form` is the library's, called `op.logoutForm`. */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    `<p>Do you want to sign out?</p>
${form}
<button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<button form="op.logoutForm" class="other">Stay signed in</button>`,
  );

export const signedOutPage = page('Signed out', '<p>You have signed out.</p>');
export const stillSignedInPage = page('Still signed in', '<p>You have not signed out.</p>');

/** The page that says why somebody cannot be signed in. */
export const faultPage = (fault: string): string =>
  page(
    'This did not work',
    `<p role="alert">${escaped(fault)}</p>\n<p>Go back to where you came from, and begin again.</p>`,
  );
