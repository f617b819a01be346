'use strict';
// `request-promise` 4 and `request-promise-native`: `request` whose requests are also promises. Of Bluebird's own
// methods only `catch` with an error class in front, which the documentation shows.

const request = require('request');

/** No answer came: `cause` and `error` are what `request` reported. */
class RequestError extends Error {
  constructor(cause, options, response) {
    super(String(cause));
    Object.assign(this, { name: 'RequestError', cause, error: cause, options, response });
  }
}

/** An answer came, and its status is not 2xx. */
class StatusCodeError extends Error {
  constructor(statusCode, body, options, response) {
    super(`${statusCode} - ${JSON.stringify(body)}`);
    Object.assign(this, { name: 'StatusCodeError', statusCode, error: body, options, response });
  }
}

/** The `transform` of the options threw `cause`. */
class TransformError extends Error {
  constructor(cause, options, response) {
    super(String(cause));
    Object.assign(this, { name: 'TransformError', cause, error: cause, options, response });
  }
}

/** A promise whose `catch` may name the class of errors it is for. */
class Answer extends Promise {
  catch(...parameters) {
    const [type, handler] = parameters;
    if (parameters.length < 2) return super.catch(type);
    return super.catch((error) => {
      if (error instanceof type) return handler(error);
      throw error;
    });
  }
}

function perform(options) {
  let sent;
  const answer = new Answer((resolve, reject) => {
    const callback = (error, response, body) => {
      if (error) reject(new RequestError(error, options, response));
      else resolve(settle(options, response, body));
      options.callback?.(error, response, body);
    };
    sent = request({ ...options, callback });
  });
  return Object.assign(sent, {
    then: (...handlers) => answer.then(...handlers),
    catch: (...handlers) => answer.catch(...handlers),
    finally: (handler) => answer.finally(handler),
    promise: () => answer,
  });
}

async function settle(options, response, body) {
  const { resolveWithFullResponse = false, simple = true, transform, transform2xxOnly = false } = options;
  const isFailure = simple && !/^2/.test(response.statusCode);
  if (typeof transform === 'function' && !(isFailure && transform2xxOnly)) {
    const transformed = await transforming(options, response, body);
    if (isFailure) throw new StatusCodeError(response.statusCode, body, options, transformed);
    return transformed;
  }
  if (isFailure) throw new StatusCodeError(response.statusCode, body, options, response);
  if (resolveWithFullResponse) return response;
  return response.request.method === 'HEAD' ? response.headers : body;
}

async function transforming(options, response, body) {
  try {
    return await options.transform(body, response, options.resolveWithFullResponse === true);
  } catch (error) {
    throw new TransformError(error, options, response);
  }
}

module.exports = Object.assign(request.defaults({}, perform), {
  errors: { RequestError, StatusCodeError, TransformError },
});
