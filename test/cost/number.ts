/** How numbers are written on the page. */

/** Thousands apart. */
export const grouped = (number: number): string => number.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
/** Three figures at most, and no more places than mean something. */
export const said = (number: number): string => {
  if (number === 0) return '0';
  const rounded = Number(number.toPrecision(3));
  return rounded >= 1000 ? grouped(Math.round(rounded)) : String(rounded);
};
export const dollars = (number: number): string => (number < 100 ? number.toFixed(2) : grouped(Math.round(number)));
export const percent = (share: number): string => `${said(share * 100)} %`;
