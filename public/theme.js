// Runs before the first paint, so that a stored theme never flashes. Classic and external: the policy allows no inline script.
(function (root) {
  var theme = new URLSearchParams(location.search).get('theme');
  try {
    theme = theme || localStorage.getItem('theme');
  } catch (blocked) {
    // without storage the system's theme stands
  }
  root.dataset.js = '';
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
})(document.documentElement);
