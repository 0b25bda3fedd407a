/** Somebody at a keyboard, without a mouse. */
import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the field is reached, as somebody without a mouse does; how often that was. */
export const tabTo = async (page: Page, field: Locator): Promise<number> => {
  for (let presses = 1; presses <= 150; presses += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((one) => one === document.activeElement)) return presses;
  }
  throw new Error('it is not reached by keyboard');
};

/**
 * Somebody at a keyboard, without a mouse: counts what is pressed (a capital or a chord is two keys) and what has to be thought
 * of, and says how long that takes by the Keystroke-Level Model (Card, Moran and Newell): 0.28 s a key for whoever does not type
 * for a living, 1.35 s a thought. The estimate leaves out what the site takes to answer.
 */
export const handsOn = (page: Page) => {
  const done = { keys: 0, thoughts: 0 };
  const press = async (chord: string, times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(chord);
    done.keys += chord.split('+').length * times;
  };
  const type = async (text: string): Promise<void> => {
    await page.keyboard.type(text);
    done.keys += text.length + (text.match(/\p{Lu}/gu)?.length ?? 0);
    done.thoughts += 1;
  };
  /** Takes the first of what a field offers. */
  const choose = async (): Promise<void> => {
    await press('ArrowDown');
    done.thoughts += 1;
  };
  const reach = async (place: Locator): Promise<void> => {
    done.keys += await tabTo(page, place);
  };
  const seconds = (): number => Math.round(done.keys * 0.28 + done.thoughts * 1.35);
  return { done, press, type, choose, reach, seconds };
};
