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

/** What the viewer's own style pushes off a narrow screen, writes too faintly on its ground, or fades into the other theme. */
const mended = new CSSStyleSheet();
mended.replaceSync(`
  :host {
    --nav-get-color: #7cc4ee;
    --nav-put-color: #ffb454;
    --nav-post-color: #9bd05c;
    --nav-delete-color: #ffa39b;
    --nav-head-color: #e2c95b;
  }
  @media (prefers-color-scheme: light) {
    :host {
      --blue: #0f6aa0;
      --green: #4a7000;
      --orange: #955300;
      --red: #b92c27;
      --yellow: #756200;
    }
  }
  #api-info { margin-left: 0; }
  #api-info > span:first-of-type { padding-left: 0; }
  #api-info a { color: var(--primary-color); }
  .m-btn { transition: none; }
`);
viewer.shadowRoot.adoptedStyleSheets = [...viewer.shadowRoot.adoptedStyleSheets, mended];

/**
 * Beside each other, the list of calls and the landmark within it need names that differ. After each drawing, and after those
 * that came before this script did.
 */
const nameTheList = () => viewer.shadowRoot.querySelector('.nav-bar')?.setAttribute('aria-label', 'Calls');
viewer.addController({ hostUpdated: nameTheList });
nameTheList();
