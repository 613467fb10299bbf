/** What an operator gave as settings does not fit. The message is for them: where it stands in the code is none of their business. */
export class SettingsRefused extends Error {}
