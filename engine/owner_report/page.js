// SPDX-License-Identifier: Apache-2.0
// Sorting and filtering; the page is whole without it. ASCII only: this file
// is packed into the program byte by byte. Nothing here makes markup from
// text, and the page's policy would not let it.
'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Sorting: a heading becomes a button, rows keep their order where equal.
  const order = new Intl.Collator('en', {numeric: true}).compare;
  const valueOf = (cell) => cell.dataset.v ?? cell.textContent.trim();
  const numberOf = (cell) => Number(valueOf(cell).replaceAll(',', ''));

  const sortBy = (table, heading, column) => {
    const numeric = heading.dataset.sort === 'number';
    const before = heading.getAttribute('aria-sort');
    const down = before === 'ascending' || (before === null && numeric && column > 0);
    for (const other of heading.parentElement.children) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => {
      const cell = row.cells[column];
      return {row, key: numeric ? numberOf(cell) : valueOf(cell)};
    });
    const compare = numeric ? (a, b) => a - b : order;
    rows.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key));
    body.replaceChildren(...rows.map(({row}) => row));
  };

  for (const table of all('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      button.addEventListener('click', () => sortBy(table, heading, column));
      heading.replaceChildren(button);
    });
  }

  // Filtering: rows of the list, and the parts that belong to them.
  const tools = document.getElementById('tools');
  if (tools) {
    const rows = [...document.getElementById('file-table').tBodies[0].rows].map((row) => ({
      row,
      level: row.dataset.level,
      text: row.textContent.toLowerCase(),
      part: document.querySelector(`#file-${row.cells[0].textContent}`).parentElement,
    }));
    const input = document.getElementById('filter');
    const shown = document.getElementById('shown');
    const boxes = all('input[name="level"]', tools);
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      let count = 0;
      for (const {row, level, text, part} of rows) {
        const show = levels.has(level) && words.every((word) => text.includes(word));
        row.hidden = !show;
        part.hidden = !show;
        if (show) ++count;
      }
      shown.textContent = count === rows.length ? '' :
        `${count} of ${rows.length} files shown; the others are hidden by the filter`;
    };
    let waiting = 0;
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, rows.length > 1000 ? 120 : 0);
    });
    for (const box of boxes) box.addEventListener('change', filter);
    tools.addEventListener('submit', (event) => event.preventDefault());
    tools.addEventListener('reset', () => setTimeout(filter));
    tools.hidden = false;
    filter();
  }

  // A link to a part opens it, in browsers that do not do so by themselves.
  const openTarget = () => {
    const id = location.hash.slice(1);
    const part = id && document.getElementById(id)?.closest('details');
    if (part && !part.open) {
      part.open = true;
      part.scrollIntoView();
    }
  };
  addEventListener('hashchange', openTarget);
  openTarget();

  // What is closed is printed, too, in browsers whose style can't say so.
  if (!CSS.supports('selector(::details-content)')) {
    let opened = [];
    addEventListener('beforeprint', () => {
      opened = all('details:not([open])');
      for (const part of opened) part.open = true;
    });
    addEventListener('afterprint', () => {
      for (const part of opened) part.open = false;
    });
  }
})();
