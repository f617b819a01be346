function (user, context, callback) {
  var finished = false;
  var patience = setTimeout(function () {
    if (finished) { return; }
    finished = true;
    clearInterval(ticking);
    console.log('gave up after %d ticks or more', Math.min(ticks, 2));
    user.loyalty = 'unknown';
    callback(null, user, context);
  }, 150);
  var ticks = 0;
  var ticking = setInterval(function (by) { ticks += by; }, 10, 1);

  request({ url: 'https://loyalty.example.com/' + user.nickname, json: true }, function (err, res, body) {
    if (finished) { return; }
    finished = true;
    clearTimeout(patience);
    clearInterval(ticking);
    user.loyalty = body.points;
    // As old rules did, to let other work through first.
    process.nextTick(function () {
      setImmediate(callback, null, user, context);
    });
  });
}
