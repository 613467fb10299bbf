"""Verifies webhooks as a receiver does that is written in Python.

Standard input: a JSON list of {"secret", "headers", "body"}, the body in Base64. Standard output: for each null, or why it was
refused.
"""

import base64
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def refusal_of(given):
    body = base64.b64decode(given['body'])
    try:
        read = Webhook(given['secret']).verify(body, given['headers'])
    except WebhookVerificationError as error:
        return str(error)
    return None if read == json.loads(body) else 'it was read as something else'


json.dump([refusal_of(given) for given in json.load(sys.stdin)], sys.stdout)
