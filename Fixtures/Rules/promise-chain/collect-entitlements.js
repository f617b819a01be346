function (user, context, callback) {
  var rp = require('request-promise@4.2.4');
  var base = 'https://shop.example.com/api';

  function get(path) {
    return rp({ uri: base + path, json: true, headers: { authorization: 'Bearer ' + configuration.SHOP_TOKEN } });
  }

  get('/customers/' + encodeURIComponent(user.email))
    .then(function (customer) {
      return Promise.all([customer, get('/orders?customer=' + customer.id), get('/licences?customer=' + customer.id)]);
    })
    .then(function (found) {
      user.customer = found[0].id;
      user.orders = found[1].length;
      user.licences = found[2].map(function (licence) { return licence.product; }).sort();
    })
    .catch(function (err) {
      if (err.statusCode === 404) {
        console.log('no customer:', err.message);
        return;
      }
      throw err;
    })
    .then(function () { callback(null, user, context); })
    .catch(function (err) { callback(err); });
}
