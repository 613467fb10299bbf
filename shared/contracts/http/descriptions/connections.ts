import { accountNumber, count, currencyCode, moment, pageWords, returnUrl, type Chapter } from './description.ts';
import { at, health, notice, people } from './shared.ts';

const id = 'Id of the connection.';
const status =
  '`awaiting_consent`: a person has yet to allow; `active`; `reconnect_required`: Ponto refuses our access; `blocked`: by Ponto; `migration_required`: an old token, to be replaced by a consent; `disconnected`: for good.';
const method =
  '`oauth`: by a consent; `client_credentials`: by the tenant’s own Client ID and Secret ID; `legacy_token`: an old token that still has to migrate.';
const revokedAtPonto =
  'How far our access at Ponto is ended: `done`; `pending`: Ponto is told as soon as it can be; `not_needed`: there was none, it is the tenant’s own integration, or another connection stands on it.';
const authorizationUrl =
  'Address of our page of the consent: open it in the person’s browser within ten minutes, once; it leads on to Ponto.';
const asItIs = 'The connection as it is now.';
const accountOf = { id: 'Id of the account.', reference: accountNumber, currency: currencyCode };
const clientId = 'Client ID that the tenant made at Ponto, at most 500 characters; blanks around it are cut off.';
const clientSecret = 'Secret ID that belongs to it, at most 500 characters. It is sealed and never shown again.';

export const connections = {
  name: 'Connections',
  description:
    'A tenant’s links to Ponto: by consent, by credentials of its own, or an old token that has yet to migrate.',
  calls: {
    createConnection: {
      '': 'With `oauth`, send the person to `authorizationUrl`: what they allow there, our callback brings in, and the connection becomes `active`. With `client_credentials` it is active at once.',
      201: 'The connection, begun.',
    },
    listConnections: {
      '': 'Connections of the tenant, newest first, also those that have ended.',
      status: 'Only connections of this status.',
      health: 'Only connections whose `health.state` is this.',
      healthCode: 'Only connections whose `health.code` is this.',
      200: 'A page of connections; it may have fewer than `limit` and a cursor.',
    },
    getConnection: { '': 'One connection with a summary of its accounts and its health.', id, 200: 'The connection.' },
    changeConnection: {
      '': 'Changes who is written to and what the connection is called; what is left out stays.',
      id,
      200: asItIs,
    },
    disconnectConnection: {
      '': 'Revokes our access at Ponto, deletes the secrets and ends all runs. The books stay readable. It cannot be undone.',
      id,
      200: 'It is disconnected.',
    },
    listConnectionHistory: {
      '': 'Everything that changed the connection, each with who did it.',
      id,
      200: 'A page of the history.',
    },
    replaceCredentials: {
      '': 'Stores credentials that the tenant made anew at Ponto, once they are seen to work and to be of the same organisation.',
      id,
      200: asItIs,
    },
    fetchAccounts: {
      '': 'Looks for accounts that are shared by now; where none is new, it begins a consent in which the person can add some.',
      id,
      200: 'What was found, or where the person can add accounts.',
    },
    reconnectConnection: {
      '': 'For a connection that Ponto refuses: accounts, links and history are kept, and runs go on after the consent.',
      id,
      200: 'Where the person goes.',
    },
    confirmConnection: {
      '': 'Only where the installation asks for it: what a first consent has brought is read once the user who began it has confirmed what is shown under `unconfirmed`.',
      id,
      200: asItIs,
    },
  },
  schemas: {
    Connection: {
      '': 'One link of the tenant to Ponto.',
      id: 'Id of the connection. It never changes.',
      method,
      status,
      statusCode: 'Why the connection is in this status, as a code; absent while all is well.',
      institutionId: 'Id of the bank that was chosen; absent where none was.',
      ...people,
      contact: 'The person who is written to; missing only where a legacy connection was recorded without one.',
      ...at('undeliverable', {
        '': 'Addresses of this connection that take no mail of this tenant. Entered again, one is tried again after a bounce; after a complaint, and while `unconfirmed`, only its reader brings it back, asked by one mail a week at most.',
        address: 'The mail address.',
        reason: '`bounced`, `complained`, or `unconfirmed`: its reader was asked and has not answered.',
        since: moment('Since when'),
      }),
      ...at('health', health),
      ...at('missingAccounts', {
        '': 'Accounts that a legacy connection had and that are not shared with us.',
        reference: accountNumber,
        currency: currencyCode,
      }),
      ...at('unconfirmed', {
        '': 'What a consent has brought and nobody has confirmed: nothing is read by it. Disconnecting refuses it.',
        token: 'Stands for what is shown here: a confirmation sends it.',
        userId: 'The user who began the consent and alone may confirm; missing where any user may.',
        organizationName: 'What the organisation at Ponto is called.',
        ...at('accounts', {
          '': 'Accounts that it shares, at most 50.',
          reference: accountNumber,
          currency: currencyCode,
        }),
        accountCount: count('Accounts that it shares, all of them'),
        at: moment('When the consent came'),
      }),
      revokedAtPonto: `Of a disconnected one. ${revokedAtPonto}`,
      ...at('accounts', {
        '': 'Its accounts, those with a journal first, at most 50; `GET /v1/accounts?connectionId=` has them all.',
        ...accountOf,
        linked: 'It feeds a journal.',
        ...at('health', { '': 'How it stands.', state: health['state'] ?? '', code: health['code'] ?? '' }),
      }),
      accountCount: count('Its accounts, all of them'),
      createdAt: moment('When it was begun'),
      updatedAt: moment('When it last changed'),
    },
    ConnectionPage: pageWords('connections'),
    BegunConnection: {
      '': 'A connection that was begun.',
      id: 'Id of the connection.',
      status,
      authorizationUrl,
      ...at('notice', notice),
      ...at('health', { ...health, '': 'The steps to take, where the connection is not active yet.' }),
    },
    AuthorizationUrl: { '': 'A consent that was begun.', authorizationUrl, ...at('notice', notice) },
    NewConnection: {
      '': 'How the tenant links to Ponto.',
      '=oauth': 'By a consent of a person at Ponto.',
      '=client_credentials': 'By credentials that the tenant made at Ponto.',
      '=legacy_token': 'By a token of old, recorded until it migrates to a consent.',
      method,
      institutionId: 'Id of the bank that the person chose (`GET /v1/institutions`).',
      returnUrl,
      ...people,
      clientId,
      clientSecret,
      ...at('accounts', {
        '': 'Accounts of the old token, by number or by number and currency: looked for when the connection migrates, at most 200.',
        reference: accountNumber,
        currency: currencyCode,
      }),
    },
    ConnectionChange: {
      '': 'What is to change; at least one member.',
      ...people,
      accountant: 'Mail address of the accountant’s digest; `null` takes it away.',
    },
    Credentials: { '': 'What a tenant’s own integration at Ponto signs in with.', clientId, clientSecret },
    ConsentRequest: { '': 'An empty body, or an address to go to after the consent.', returnUrl },
    Confirmation: {
      '': 'Confirms what stands under `unconfirmed` of the connection.',
      token: '`unconfirmed.token`: whoever sends it has seen what it stands for.',
    },
    Disconnected: { '': 'A connection that has ended.', status: 'It has ended, for good.', revokedAtPonto },
    FetchAccountsAnswer: { '': 'What was found, or the address of a consent where accounts can be added.' },
    FetchedAccounts: {
      '': 'What was found at Ponto.',
      ...at('added', { '': 'Accounts that are new, at most 1,000.', ...accountOf }),
      ...at('kept', { '': 'Accounts that were there before and still are, at most 1,000.', ...accountOf }),
      ...at('lost', { '': 'Accounts that are no longer shared, at most 1,000.', ...accountOf }),
      ...at('counts', {
        '': 'How many there are, beyond 1,000 too.',
        added: count('New ones'),
        kept: count('Those that stay'),
        lost: count('Those that are no longer shared'),
      }),
      ...at('authorized', {
        '': 'Where the accounts are that are shared now.',
        institutionId: 'Id of the bank.',
        name: 'Name of the bank.',
        accounts: count('Accounts there'),
      }),
      ...at('notice', {
        ...health,
        '': 'What may be missing, and what to do about it; absent where accounts were added and none was lost.',
      }),
    },
    HistoryEntry: {
      '': 'One thing that happened to a connection.',
      id: 'Id of the entry.',
      at: moment('When'),
      ...at('by', {
        '': 'Who did it.',
        '=user': 'A user of the tenant.',
        '=visitor': 'Somebody without a token, on the page of a consent.',
        '=other': 'No person.',
        kind: '`user`; `visitor`: on the page of a consent, without a token; `ponto`: by a webhook; `schedule`; `system`: work of ours.',
        userId: 'The user, by `sub` of the token.',
        begunBy: 'The user who began the consent.',
      }),
      what: 'What happened, as a code. New ones may be added.',
      accountId: 'Id of the account that it is about, where it is about one.',
      status: 'The status that the connection has since then.',
      code: 'Why, as a code; of an alert, what it was about.',
      recipient: 'Who was written to: `contact`, or another part that a person has. Never an address.',
    },
    HistoryPage: pageWords('entries'),
  },
} as const satisfies Chapter;
