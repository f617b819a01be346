function (user, context, callback) {
  var crypto = require('crypto');

  // A chat widget wants to know that it is really them.
  user.chat_hash = crypto.createHmac('sha256', configuration.CHAT_SECRET).update(user.email).digest('hex');
  // An old forum: base64 payload and SHA-1 over it.
  var payload = new Buffer(JSON.stringify({ uid: user.nickname, ts: Math.floor(Date.now() / 1000) })).toString('base64');
  user.forum = [payload, crypto.createHmac('sha1', configuration.CHAT_SECRET).update(payload).digest('base64')].join(' ');
  user.avatar = 'https://avatars.example.com/' + crypto.createHash('md5').update(user.email).digest('hex');
  user.support = jwt.sign({ name: user.name, email: user.email, jti: user.nickname }, configuration.CHAT_SECRET);
  callback(null, user, context);
}
