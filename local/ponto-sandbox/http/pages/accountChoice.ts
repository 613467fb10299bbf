import { html } from 'hono/html';
import { accountsAt, accountsOf } from '../../core/bank/openAccounts.ts';
import { institutionById, type Institution } from '../../core/institutions/catalogue.ts';
import { isInMaintenance } from '../../core/maintenance.ts';
import { integrationOf } from '../../core/ponto/sharing.ts';
import type { BankAccount, Organization } from '../../core/state.ts';
import type { World } from '../../core/world.ts';
import { consentPaths, hiddenFields, organizationForms } from './consentParts.ts';
import { page, type Html } from './layout.ts';

interface Choice {
  readonly bank: BankAccount;
  readonly ticked: boolean;
}

/** Ticked at first: what is shared already, and everything at the chosen bank. */
const choicesOf = (world: World, organization: Organization, institution: Institution): readonly Choice[] => {
  accountsAt(world, organization, institution);
  const shared = integrationOf(world, world.platform.clientId, organization.id)?.accounts ?? {};
  return accountsOf(world, organization).map((bank) => ({
    bank,
    ticked: bank.institutionId === institution.id || shared[organization.accountIds[bank.id] ?? ''] !== undefined,
  }));
};

/** Which accounts to share with the application. Unticked ones that were shared before are withdrawn. */
export const accountChoicePage = (
  world: World,
  asked: URLSearchParams,
  { organization, institution }: { readonly organization: Organization; readonly institution: Institution },
): Html => {
  const parameters = new URLSearchParams(asked);
  parameters.set('organization', organization.id);
  // What was told beforehand may be forgotten by the time of the next click.
  parameters.set('institution', institution.id);
  const choices = choicesOf(world, organization, institution);
  const here = choices.filter(({ bank }) => bank.institutionId === institution.id);
  const elsewhere = choices.filter(({ bank }) => bank.institutionId !== institution.id);
  const closed = isInMaintenance(world, institution.id);
  return page(
    'Share your accounts',
    html`<h1>Share your accounts at ${institution.name}?</h1>
      <p class="quiet">
        Step 2 of 2. The application may read balances and transactions for ${institution.authorizationDays} days. It
        cannot pay.
      </p>
      ${closed ? html`<p role="alert">${institution.name} is under maintenance. Try again later.</p>` : ''}
      ${organizationForms(world, parameters, consentPaths.accounts)}
      <h2>Accounts of ${organization.name}</h2>
      <form method="post" action="${consentPaths.start}">
        ${hiddenFields(parameters, ['q'])}
        <fieldset>
          <legend>${institution.name}</legend>
          ${here.map(accountRow)}
        </fieldset>
        ${
          elsewhere.length === 0
            ? ''
            : html`<fieldset>
                <legend>At other banks</legend>
                ${elsewhere.map(accountRow)}
              </fieldset>`
        }
        <div class="actions">
          <button class="primary" type="submit" name="decision" value="allow" ${closed ? 'disabled' : ''}>Allow</button>
          <button type="submit" name="decision" value="cancel">Cancel</button>
        </div>
      </form>
      <form method="get" action="${consentPaths.banks}" class="actions">
        ${hiddenFields(parameters, ['institution', 'q'])}
        <button type="submit">Another bank</button>
      </form>`,
  );
};

const accountRow = ({ bank, ticked }: Choice): Html =>
  html`<label class="row">
    <input type="checkbox" name="account" value="${bank.id}" ${ticked ? 'checked' : ''} />
    <span
      >${bank.description} (${bank.currency})
      <small
        >${bank.reference.replace(/(.{4})/g, '$1 ').trim()} · ${institutionById(bank.institutionId)?.name ?? ''}</small
      ></span
    >
  </label>`;
