/** What `npm start` says when the desk is ready: where everything is, and how to act as whom. */

const people = [
  { as: 'staff', sub: 'aigerim', groups: 'staff' },
  { as: 'analyst', sub: 'timur', groups: 'analyst' },
  { as: 'releaser', sub: 'saule', groups: 'staff,releaser' },
  { as: 'cleared', sub: 'gulnara', groups: 'staff,cleared' },
];

/** `command` is put before each npm command: the `DATA_DIR` that the desk was started with, or nothing. */
export const welcome = (port: number, command: string): string => {
  const at = `http://localhost:${port}`;
  const token = (sub: string, groups: string) => `${command}npm run --silent token -- --sub ${sub} --groups ${groups}`;
  return `
Kelissöz is running.

  public    ${at}/public/v1/timeline
  analysts  ${at}/analyst/v1/timeline
  cleared   ${at}/cleared/v1/timeline
  staff     ${at}/staff/v1/…
  contract  ${at}/public/v1/docs
  health    ${at}/healthz

The public needs no sign-in. A token for anybody else, good for an hour, from another terminal in this folder:

${people.map(({ as, sub, groups }) => `  ${as.padEnd(9)} ${token(sub, groups)}`).join('\n')}

For example, the timeline as an analyst sees it:

  curl -H "Authorization: Bearer $(${token('timur', 'analyst')})" ${at}/analyst/v1/timeline

Ctrl-C stops it.
`;
};
