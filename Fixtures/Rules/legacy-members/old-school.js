function(user, context, callback){
    var self = this;
    if(!context.ip || !context.userAgent){ return callback(new Error("who are you?")); }
    user.lastIp = context.ip;
    user.lastUserAgent = context.userAgent.split(" ")[0];
    user.sameAsNew = context.ip == context.request.ip && context.userAgent == context.request.userAgent;
    user.tenant = context.tenant;
    user.connection = [ context.connection, context.connectionStrategy ].join("/");
    with_ns(user, function(err, result){
        if(err) return callback(err);
        callback(null, result, context);
    });

    function with_ns(u, next){
        var copy = {};
        for (var key in u) if (u.hasOwnProperty(key)) copy[key] = u[key];
        copy.upn = escape(u.email).replace("%40", "@");
        next(null, copy);
    }
}
