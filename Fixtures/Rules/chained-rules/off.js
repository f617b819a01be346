function (user, context, callback) {
  callback(new Error('this rule is switched off'));
}
