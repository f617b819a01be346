
(function () {
  "use strict";
  var given = document.body.dataset;
  var asker = window.opener || (window.parent !== window ? window.parent : null);

  // An answer carries tokens: it goes to one named origin, whatever the attributes say.
  function post(target, message, origin) {
    if (!origin || origin === "*" || origin === "/") return false;
    try {
      target.postMessage(message, origin);
      return true;
    } catch (notAnOrigin) {
      return false;
    }
  }

  function answer() {
    if (!asker || !given.response) return false;
    var message = { type: "authorization_response", response: JSON.parse(given.response) };
    if (!given.relayUri || !given.relayTarget) return post(asker, message, given.targetOrigin);

    // The frame to answer belongs to the asking window, which must first say that it is listening.
    window.addEventListener("message", function (event) {
      if (event.source !== asker || event.origin !== given.targetOrigin) return;
      if (!event.data || event.data.type !== "relay_response") return;
      var frame = event.source.frames[given.relayTarget];
      if (frame && post(frame, message, given.relayUri)) window.close();
    });
    return post(asker, { type: "relay_request" }, given.targetOrigin);
  }

  if (!answer()) document.getElementById("undelivered").hidden = false;
})();
