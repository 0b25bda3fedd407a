/** What `npm start` says when the desk is ready: where everything is, and how to act as whom. */
import { password, people } from './people.ts';

/** `command` is put before each npm command: the `DATA_DIR` that the desk was started with, or nothing. */
export const welcome = (port: number, command: string): string => {
  const at = `http://localhost:${port}`;
  const token = (sub: string, groups: readonly string[]) =>
    `${command}npm run --silent token -- --sub ${sub} --groups ${groups}`;
  return `
Kelissöz is running.

  site      ${at}/
  public    ${at}/public/v1/timeline
  analysts  ${at}/analyst/v1/timeline
  cleared   ${at}/cleared/v1/timeline
  staff     ${at}/staff/v1/…
  contract  ${at}/public/v1/docs
  sign-in   ${at}/public/v1/sign-in
  health    ${at}/healthz

The public needs no sign-in. Everybody else signs in where the site asks for it, with the password ${password}:

${people.map(({ as, sub }) => `  ${as.padEnd(9)} ${sub}`).join('\n')}

A token for the command line, good for an hour, from another terminal in this folder:

${people.map(({ as, sub, groups }) => `  ${as.padEnd(9)} ${token(sub, groups)}`).join('\n')}

For example, the timeline as an analyst sees it:

  curl -H "Authorization: Bearer $(${token('timur', ['analyst'])})" ${at}/analyst/v1/timeline

Ctrl-C stops it.
`;
};
