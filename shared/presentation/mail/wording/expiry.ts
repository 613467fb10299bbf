import type { Language } from '../../../domain/mail/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { ExpiryWording } from './wording.ts';

export const expiryWordings: Readonly<Record<Language, ExpiryWording>> = { en, fr, nl, de, es };
