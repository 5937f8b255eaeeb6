// On `/` only: the language chosen before, else the browser's first that we have. Without it two links do the same.
(function () {
  var wanted = navigator.languages || [navigator.language];
  try {
    wanted = [localStorage.getItem('language')].concat(wanted);
  } catch (blocked) {
    // without storage the browser's languages decide
  }
  for (var i = 0; i < wanted.length; i++) {
    var link = document.querySelector('a[hreflang="' + String(wanted[i]).slice(0, 2).replace(/\W/g, '') + '"]');
    if (link) return location.replace(link.href);
  }
  location.replace(document.querySelector('a[hreflang]').href);
})();
