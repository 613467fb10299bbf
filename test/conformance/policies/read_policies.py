"""Lets parliament and policyuniverse read policies.

Standard input: a JSON list of {"document", "isTrust"}. Standard output: for each a list of {"rule", "words"}.
"""

import json
import sys
import warnings

warnings.simplefilter('ignore')

import parliament
from parliament import analyze_policy_string, enhance_finding, override_config
from policyuniverse.policy import Policy

# What its auditors of escalation and of credentials find has names of its own.
override_config(parliament.__path__[0] + '/community_auditors/config_override.yaml')


def words_of(finding):
    said = finding.detail or finding.location.get('actions') or ''
    listed = sorted(map(str, said)) if isinstance(said, (list, set, tuple)) else [said if isinstance(said, str) else json.dumps(said)]
    return '; '.join([enhance_finding(finding).title.strip(), *filter(None, listed)])


def read(document, is_trust):
    # Who may take a role gets credentials by it: that is no finding of a trust policy, and all that those auditors say of one.
    judged = analyze_policy_string(json.dumps(document), include_community_auditors=not is_trust)
    found = [{'rule': finding.issue, 'words': words_of(finding)} for finding in judged.findings]
    if Policy(document).is_internet_accessible():
        found.append({'rule': 'INTERNET_ACCESSIBLE', 'words': 'everybody may call this, of whatever account'})
    return found


json.dump([read(given['document'], given['isTrust']) for given in json.load(sys.stdin)], sys.stdout)
