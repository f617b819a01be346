
(function () {
  "use strict";
  var given = document.body.dataset;
  var origins = JSON.parse(given.origins);
  var sent = 0;

  // WinChan's opener listens before it opens, so there is no handshake to wait for; and it reads text, not objects.
  // The browser delivers to the one origin the opener really has, and drops the rest.
  for (var index = 0; window.opener && index < origins.length; index += 1) {
    if (origins[index] === "*" || origins[index] === "/") continue;
    try {
      window.opener.postMessage(given.message, origins[index]);
      sent += 1;
    } catch (notAnOrigin) {
      // A native application's callback has none; the next may.
    }
  }

  if (sent > 0) window.close();
  else document.getElementById("undelivered").hidden = false;
})();
