function (user, context, callback) {
  if (global.plans && global.plansUntil > Date.now()) {
    console.log('plans of %s from the cache', global.plans.month);
    return callback(null, user, context);
  }
  request.get({ url: 'https://api.example.com/plans', json: true }, function (err, res, plans) {
    if (err) return callback(err);
    console.log('plans of %s fetched', plans.month);
    global.plans = plans;
    global.plansUntil = Date.now() + 60 * 60 * 1000;
    callback(null, user, context);
  });
}
