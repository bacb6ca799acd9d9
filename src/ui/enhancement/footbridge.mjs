// What a browser with script adds to pages that already work without it. Bundled into assets/footbridge.js.

import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  Header,
  NotificationBanner,
  PasswordInput,
  SkipLink,
} from 'nhsuk-frontend';

// nhsuk-frontend looks for this class; its style sheet hides conditional questions only where it is set.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

// A link in the error summary points at a field's name. Where that names a group (a date), go to its first wrong input.
for (const link of document.querySelectorAll('.nhsuk-error-summary a[href^="#"]')) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (target === null || target.matches('input, select, textarea')) continue;
  const first =
    target.querySelector('.nhsuk-input--error') ?? target.querySelector('input, select, textarea');
  if (first?.id) link.setAttribute('href', `#${first.id}`);
}

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  Header,
  NotificationBanner,
  PasswordInput,
  SkipLink,
])
  createAll(component);

// Questions that belong to one answer show when it is chosen. nhsuk-frontend's own script for radios also sets
// aria-expanded, which a radio may not have (WAI-ARIA 1.2, radio role), so this does without.
const radios = () => document.querySelectorAll('input[type="radio"][data-aria-controls]');
const showChosen = () => {
  for (const radio of radios()) {
    const more = document.getElementById(radio.dataset.ariaControls);
    more?.classList.toggle('nhsuk-radios__conditional--hidden', !radio.checked);
  }
};
for (const radio of radios()) radio.setAttribute('aria-controls', radio.dataset.ariaControls);
document.addEventListener('change', showChosen);
window.addEventListener('pageshow', showChosen);
showChosen();

// One press, one request: a form that changes something is sent once, until the page is shown again.
document.addEventListener('submit', event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
  if (form.hasAttribute('data-sent')) event.preventDefault();
  else form.setAttribute('data-sent', '');
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) form.removeAttribute('data-sent');
});

// Leave quickly: hide what is shown at once, and do not keep this page for the back button.
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a[data-quick-exit]') : null;
  if (link === null) return;
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(link.href);
});
