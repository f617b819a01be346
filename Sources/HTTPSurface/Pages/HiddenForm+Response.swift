import Flows
import Hummingbird

extension PageResponse {
    static func hiddenForm(_ form: UsernamePasswordLogin.Form) -> Response {
        response(HiddenForm(action: form.action, wresult: form.wresult, wctx: form.wctx))
    }
}
