import { html } from 'hono/html';
import { institutions, type Institution } from '../../core/institutions/catalogue.ts';
import { isInMaintenance } from '../../core/maintenance.ts';
import type { World } from '../../core/world.ts';
import { page, type Html } from './layout.ts';
import { consentPaths, hiddenFields, organizationForms } from './consentParts.ts';

/** Ponto's own choice of bank, searchable by name, country and BIC. */
export const bankChoicePage = (world: World, parameters: URLSearchParams): Html => {
  const query = (parameters.get('q') ?? '').trim().toLowerCase();
  const found = institutions.filter(({ name, country, bic }) =>
    `${name} ${country} ${bic}`.toLowerCase().includes(query),
  );
  return page(
    'Choose your bank',
    html`<h1>Choose your bank</h1>
      <p class="quiet">Step 1 of 2. You choose the accounts to share next.</p>
      ${organizationForms(world, parameters, consentPaths.banks)}
      <h2>Bank</h2>
      <form method="get" action="${consentPaths.banks}" class="line" role="search">
        ${hiddenFields(parameters, ['q', 'institution'])}
        <label
          >Search by name, country or BIC <input type="search" name="q" value="${parameters.get('q') ?? ''}"
        /></label>
        <button type="submit">Search</button>
      </form>
      <form method="get" action="${consentPaths.accounts}">
        ${hiddenFields(parameters, ['q', 'institution'])}
        <ul class="banks">
          ${found.map((institution) => bankRow(world, institution))}
        </ul>
        ${found.length === 0 ? html`<p>No bank fits. Try a part of its name.</p>` : ''}
      </form>
      <form method="post" action="${consentPaths.start}">
        ${hiddenFields(parameters, ['q', 'institution'])}
        <button type="submit" name="decision" value="cancel">Cancel</button>
      </form>`,
  );
};

const bankRow = (world: World, { id, name, country, status, deprecated }: Institution): Html => {
  const closed = isInMaintenance(world, id);
  const notes = [country, ...(status === 'stable' ? [] : [status]), ...(deprecated ? ['being replaced'] : [])];
  if (closed) notes.push('under maintenance');
  return html`<li>
    <button type="submit" name="institution" value="${id}" ${closed ? 'disabled' : ''}>
      ${name} <small>${notes.join(' · ')}</small>
    </button>
  </li>`;
};
