import type { Locator, Page } from 'playwright-core';

/** How a person works a page. */
export interface Hands {
  /** Presses a button, follows a link, opens a fold, ticks a box. */
  readonly press: (what: Locator) => Promise<void>;
  readonly type: (where: Locator, text: string) => Promise<void>;
  readonly choose: (where: Locator, value: string) => Promise<void>;
}

export const mouse: Hands = {
  press: (what) => what.click(),
  type: (where, text) => where.fill(text),
  choose: async (where, value) => void (await where.selectOption(value)),
};

/** More than any page of ours has to stop at. */
const maxStops = 150;

const isFocused = (what: Locator): Promise<boolean> =>
  what.evaluate((element) => element.ownerDocument.activeElement === element);

/** Goes there by the tab key alone. @throws Error where that does not lead there, or one cannot see where one is */
const goTo = async (page: Page, what: Locator): Promise<void> => {
  await what.waitFor();
  for (let stop = 0; stop < maxStops; stop += 1) {
    if (await isFocused(what)) {
      const shown = await what.evaluate(
        (element) => element.ownerDocument.defaultView.getComputedStyle(element).outlineStyle !== 'none',
      );
      if (!shown) throw new Error(`the focus does not show on ${String(what)}`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the tab key does not lead to ${String(what)}`);
};

/** Somebody without a mouse. */
export const keyboard: Hands = {
  press: async (what) => {
    const page = what.page();
    await goTo(page, what);
    const type = await what.getAttribute('type');
    await page.keyboard.press(type === 'checkbox' || type === 'radio' ? 'Space' : 'Enter');
  },
  type: async (where, text) => {
    const page = where.page();
    await goTo(page, where);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  },
  choose: async (where, value) => {
    const page = where.page();
    await goTo(page, where);
    const label = await where.locator(`option[value="${value}"]`).innerText();
    // A list takes the first letters of what one wants.
    await page.keyboard.type(label);
  },
};
