/** The `{id}` of a path that fits a template; empty where the template has none; undefined when it does not fit. */
export const matchPath = (template: string, path: string): string | undefined => {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  let id = '';
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    if (part === '{id}' && segment !== '') id = segment;
    else if (part !== segment) return undefined;
  }
  return id;
};

/** Every id that the product gives out has this shape; what has another one exists as little as an unknown id. */
export const isIdShaped = (text: string): boolean => /^[\w.~-]{1,100}$/.test(text);
