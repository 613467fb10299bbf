/*
 * What makes the pages livelier. All of them work without it: each part looks for its attribute and does nothing where
 * there is none.
 */

/** A list that is typed in: `data-filter="<selector of the rows>"` on a search field hides the rows that do not match. */
const filterRows = (input) => {
  const plain = (text) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of document.querySelectorAll(input.dataset.filter)) {
    const text = plain(row.dataset.find ?? row.textContent);
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  const count = input.dataset.count && document.getElementById(input.dataset.count);
  if (count) count.textContent = String(shown);
};

/** What a person has opened, and where the focus is, by ids: a part that is swapped keeps both. */
const remember = (part) => ({
  open: [...part.querySelectorAll('details[id][open]')].map(({ id }) => id),
  focused: part.contains(document.activeElement) ? document.activeElement.id : '',
});

const restore = (part, { open, focused }) => {
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
};

/** The part stays, so that it goes on being read out; what is in it is what the server says now. */
const swap = (part, fresh) => {
  if (part.innerHTML === fresh.innerHTML) return;
  const before = remember(part);
  part.replaceChildren(...fresh.childNodes);
  restore(part, before);
};

/** `data-refresh="<seconds>"` on a part with an id: the same address is fetched again for as long as the attribute is there. */
const refresh = (part) => {
  let failures = 0;
  const again = () => {
    const seconds = Number(part.dataset.refresh);
    if (!(seconds > 0) || !part.isConnected) return;
    // Longer and longer where nothing comes back, and never more often than every second.
    setTimeout(look, Math.max(seconds, 1) * 1000 * 2 ** Math.min(failures, 5));
  };
  const look = async () => {
    // Nobody is looking: the next visible moment is soon enough.
    if (document.hidden) {
      document.addEventListener('visibilitychange', look, { once: true });
      return;
    }
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      // Somewhere else by now: the page is over, or nobody is signed in any more.
      if (answer.redirected) return location.assign(answer.url);
      // Signed out, or gone: the page says so itself. What comes from an overload or a failure passes.
      if ([401, 403, 404].includes(answer.status)) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById(part.id);
      // The whole page has become another one: it is shown as it is.
      if (!fresh) return location.reload();
      failures = 0;
      swap(part, fresh);
      if (fresh.dataset.refresh === undefined) delete part.dataset.refresh;
      else part.dataset.refresh = fresh.dataset.refresh;
    } catch {
      failures += 1;
    }
    again();
  };
  again();
};

/** A menu closes when one looks elsewhere, and with Escape, which gives the focus back. */
const closeMenus = (but) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(but)) menu.open = false;
};
document.addEventListener('click', ({ target }) => closeMenus(target));
document.addEventListener('focusin', ({ target }) => closeMenus(target));
document.addEventListener('keydown', ({ key, target }) => {
  if (key !== 'Escape' || !(target instanceof Element)) return;
  const menu = target.closest('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// What only the script can do is shown by it.
for (const part of document.querySelectorAll('[data-script]')) part.hidden = false;
for (const input of document.querySelectorAll('input[data-filter]')) {
  input.addEventListener('input', () => filterRows(input));
  // What the browser has filled in again after a step back.
  if (input.value !== '') filterRows(input);
}
for (const part of document.querySelectorAll('[data-refresh][id]')) refresh(part);
// Where a form came back, the errors are read first.
document.querySelector('[data-focus]')?.focus();

/**
 * A chart that answers: `data-chart="<id of a line of text>"` on a drawing whose days each have a title. Pointing at a day,
 * or going along with the arrow keys, says its title there.
 */
const makeChart = (drawing) => {
  const days = [...drawing.querySelectorAll('.days rect')];
  const readout = document.getElementById(drawing.dataset.chart);
  if (days.length === 0 || !readout) return;
  const legend = [...readout.childNodes];
  const titles = days.map((part) => part.querySelector('title').textContent.trim());
  let here = -1;
  const show = (at) => {
    days[here]?.classList.remove('here');
    here = at;
    days[here]?.classList.add('here');
    readout.replaceChildren(...(here < 0 ? legend : [titles[here]]));
    if (here < 0) return;
    drawing.setAttribute('aria-valuenow', String(here));
    drawing.setAttribute('aria-valuetext', titles[here]);
  };
  // To the keyboard and to whoever hears it, it is a slider along the days.
  const attributes = { role: 'slider', tabindex: 0, 'aria-valuemin': 0, 'aria-valuemax': days.length - 1 };
  for (const [name, value] of Object.entries(attributes)) drawing.setAttribute(name, String(value));
  drawing.setAttribute('aria-valuenow', String(days.length - 1));
  drawing.setAttribute('aria-valuetext', titles.at(-1));
  drawing.addEventListener('pointermove', ({ target }) => show(days.indexOf(target.closest('rect'))));
  drawing.addEventListener('pointerleave', () => show(-1));
  drawing.addEventListener('focus', () => show(days.length - 1));
  drawing.addEventListener('blur', () => show(-1));
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20 };
  const ends = { Home: 0, End: days.length - 1 };
  drawing.addEventListener('keydown', (event) => {
    const wanted = ends[event.key] ?? (steps[event.key] && (here < 0 ? days.length - 1 : here) + steps[event.key]);
    if (wanted === undefined) return;
    event.preventDefault();
    show(Math.min(Math.max(wanted, 0), days.length - 1));
  });
};
for (const drawing of document.querySelectorAll('[data-chart]')) makeChart(drawing);
