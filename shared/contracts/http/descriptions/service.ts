import type { Chapter } from './description.ts';
import { at } from './shared.ts';

export const service = {
  name: 'Service',
  description: 'What the service says about itself, without a token.',
  calls: {
    getHealth: { '': 'Answers as long as the service is up, and tells its version.', 200: 'It is up.' },
    getOpenApi: {
      '': 'The description that you are reading, as an OpenAPI 3.1 document.',
      200: 'The document.',
      304: 'You hold it already: `If-None-Match` names its `ETag`.',
    },
  },
  schemas: {
    Health: {
      '': 'The service is up.',
      status: 'Always `ok`.',
      version: 'Version of the API, as in `info.version` of this document.',
      release: 'Version and commit of what is deployed; absent where it is not told.',
    },
    Action: {
      '': 'What a person can do next: an address to open, the call of this API that starts it, or both.',
      label: 'The step in a few words, in the language of the answer: text of a button.',
      url: 'Address to open in a browser.',
      ...at('call', {
        '': 'The call that starts it, with the ids filled in.',
        method: 'Its HTTP method.',
        path: 'Its path below the address of the service.',
        body: 'What to send, as JSON; absent where nothing is, or where only a person can say what.',
      }),
    },
    Problem: {
      '': 'A refusal (RFC 9457). `code` tells which one; branch on it, not on the sentences.',
      type: 'Kind of the problem as an address, relative to that of the service: a page that explains it, `/docs/problems/<code>`.',
      title: 'Name of the status, in English.',
      status: 'The HTTP status, once more.',
      code: 'Which problem it is. New codes may be added: take an unknown one by its status.',
      detail: 'What is wrong and what to do, as a sentence in the language of the answer.',
      ...at('errors', {
        '': 'Of `invalid_request`: what did not fit, at most 20 places. Never the value.',
        path: 'Path of the member or name of the parameter, such as `journal.code`.',
        message: 'What it must be.',
      }),
      action: 'The next step; absent where there is none to take.',
      requestId: 'Id of the request that met it, as in `X-Request-Id`: name it when you ask us about it.',
    },
    GatewayMessage: {
      '': 'A refusal by the gateway in front of the service: no problem document.',
      message: 'What the gateway says, in English.',
    },
  },
} as const satisfies Chapter;
