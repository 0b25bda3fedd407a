/** How many pairs are tried: ten times as many by hand (`npm run leaks`) as in every run of the tests. */
export const times = process.env.MODE === 'leaks' ? 10 : 1;
