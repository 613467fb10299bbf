/** The page of the API follows the device: light or dark, now and when that changes. */
const viewer = document.querySelector('rapi-doc');
const dark = matchMedia('(prefers-color-scheme: dark)');
const colours = {
  light: { theme: 'light', 'bg-color': '#fcfbf8', 'text-color': '#1d2126', 'primary-color': '#0d5660' },
  dark: { theme: 'dark', 'bg-color': '#15171a', 'text-color': '#e9e7e2', 'primary-color': '#86c8d0' },
};
const follow = () => {
  for (const [name, value] of Object.entries(dark.matches ? colours.dark : colours.light)) {
    viewer.setAttribute(name, value);
  }
};
/** A narrow screen has no room for the list of calls beside them: there they fold. */
if (matchMedia('(max-width: 48rem)').matches) viewer.setAttribute('render-style', 'view');
follow();
dark.addEventListener('change', follow);
