function (user, context, callback) {
  user.favourite_colour = 'blue';
  user.shoe_size = 37.5;
  user.vip = false;
  user.manager = null;
  user.teams = ['orders', 'billing'];
  user.address = { city: 'København', geo: { lat: 55.6759, lng: 12.5655 } };
  user.name = user.given_name + ' ' + user.family_name.toUpperCase();
  user.nothing = undefined;
  user.shout = function () { return 'not JSON'; };
  callback(null, user, context);
}
