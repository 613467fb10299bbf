import type { Chapter } from './description.ts';
import { journals } from './journals.ts';
import { links } from './links.ts';
import { search } from './search.ts';

/** What the description of the API says, in the order in which it is read. Loaded with the document alone. */
export const chapters: readonly Chapter[] = [links, search, journals];
