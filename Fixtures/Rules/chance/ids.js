async function ids(user, context, callback) {
  const { v4 } = require('uuid');
  const v1 = require('uuid/v1');
  user.login_id = v4();
  user.time_id = v1();
  user.nonce_bytes = require('crypto').randomBytes(12).toString('hex');
  user.dice = Array.from({ length: 5 }, () => 1 + Math.floor(Math.random() * 6));
  user.fraction = Math.random();
  user.stable_id = require('uuid').v5(user.email, '6ba7b811-9dad-11d1-80b4-00c04fd430c8');
  user.minted_at = [Date.now(), new Date().toISOString(), new Date(2016, 0, 31).getTime(), String(new Date())];
  callback(null, user, context);
}
