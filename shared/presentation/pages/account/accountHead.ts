import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import { oneLine } from '../../html.ts';
import { actions } from '../components/actions.ts';
import { chip } from '../components/chip.ts';
import { amount } from '../components/amount.ts';
import { day, moment, relativeDay } from '../components/when.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { numberText } from '../accountName.ts';
import { provenDays } from '../provenDays.ts';
import { accountState } from '../stateWords.ts';
import type { AccountShown } from './accountFrame.ts';
import { accountPaths } from './accountPaths.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

const fact = (word: string, value: Html | string): Html =>
  html`<div>
    <dt>${word}</dt>
    <dd>${value}</dd>
  </div>`;

/** What there is to know of an account at a glance. */
export const accountFacts = ({ language, now }: Shown, account: AccountBody): Html => {
  const { balances, lastSync, nextSyncAt, authorization, link } = account;
  const balance = balances.current ?? balances.available;
  const proven = provenDays(account);
  const read = lastSync?.status === 'succeeded' ? lastSync.updatedAt : undefined;
  return html`<dl class="glance">
    ${
      balance &&
      fact(
        text(language, 'balance'),
        html`<strong class="large">${amount(language, balance.amount, balance.currency)}</strong> ${
            balance.referenceDate === undefined
              ? ''
              : html`<small class="block">${text(language, 'balance_on', { day: balance.referenceDate })}</small>`
          }`,
      )
    }
    ${fact(
      text(language, 'complete_up_to'),
      proven
        ? html`${day(language, proven.to)}${
            proven.from === undefined || link.action === 'none'
              ? ''
              : html`<small class="block"
                  >${text(language, 'proof_begins', { from: proven.from, start: link.importFrom })}</small
                >`
          }`
        : text(language, link.action === 'none' ? 'no_books' : 'not_yet'),
    )}
    ${read === undefined ? '' : fact(text(language, 'last_read'), moment(language, read, now))}
    ${nextSyncAt === undefined ? '' : fact(text(language, 'next_read'), moment(language, nextSyncAt, now))}
    ${
      authorization.expiresAt === undefined
        ? ''
        : fact(
            text(language, authorization.state === 'expired' ? 'permission_ended' : 'permission_until'),
            relativeDay(language, authorization.expiresAt.slice(0, 10), now),
          )
    }
    ${fact(text(language, 'number'), html`<span class="figures"><bdi>${numberText(account)}</bdi></span>`)}
    ${account.holderName === undefined ? '' : fact(text(language, 'holder'), html`<bdi>${oneLine(account.holderName)}</bdi>`)}
  </dl>`;
};

/**
 * What the account is in, and the one thing that it asks for.
 *
 * @param where what is to be looked at, where a state leads to this page itself
 */
export const stateOf = ({ language, now }: Shown, { account, bank }: AccountShown, where: string): Html => {
  const { chip: mark, sentence, next, asks, rest } = accountState(account, { language, now, bank });
  const here = new Set([accountPaths.account(account.id), accountPaths.settings(account.id)]);
  return html`<p class="state">${chip(mark.kind, mark.word)}</p>
    <p class="sentence">${sentence}</p>
    ${actions(
      language,
      asks ? { ...next, href: next.href === accountPaths.account(account.id) ? where : next.href } : undefined,
      rest.filter(({ href }) => !here.has(href)),
    )}`;
};
