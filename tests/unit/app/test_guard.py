"""Who gets in: tried on the guard itself, with an application behind it that says what session it was given."""

import asyncio

import pytest

from orgsim.app.guard import SESSION, Guard

PORT, TOKEN = 8123, "right-token"
HOST = (b"host", b"127.0.0.1:8123")


async def behind(scope, receive, send):
    """Answer with the session of the request."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope[SESSION].encode()})


def asked(query=b"", headers=(HOST,), kind="http"):
    """Return what the guard sends to a request."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    scope = {"type": kind, "query_string": query, "headers": list(headers)}
    asyncio.run(Guard(behind, TOKEN, PORT)(scope, receive, send))
    return sent


def cookie(sent):
    """Return the cookie that an answer sets, as a browser sends it back."""
    (value,) = [value for name, value in sent[0]["headers"] if name == b"set-cookie"]
    return (b"cookie", value.partition(b";")[0])


def test_the_right_token_is_exchanged_for_a_cookie() -> None:
    """The link leads on to the page without the token; the cookie that comes with it opens every page, and no script can read it."""
    entered = asked(b"token=right-token")
    assert entered[0]["status"] == 303
    assert dict(entered[0]["headers"])[b"location"] == b"/"
    said = dict(entered[0]["headers"])[b"set-cookie"]
    assert b"HttpOnly" in said
    assert b"SameSite=Strict" in said
    page = asked(headers=(HOST, cookie(entered)))
    assert page[0]["status"] == 200
    assert any(name == b"content-security-policy" for name, _ in page[0]["headers"])


@pytest.mark.parametrize("query", [b"", b"token=", b"token=wrong", b"token=right-tokens"])
def test_no_token_and_a_wrong_one_are_refused(query: bytes) -> None:
    """Without the right token there is a sentence and nothing else, also for somebody with a cookie of another start."""
    for headers in (
        (HOST,),
        (HOST, (b"cookie", b"orgsim-8123=wrong.abc")),
        (HOST, (b"cookie", b"orgsim-8123=right-token.")),
    ):
        sent = asked(query, headers)
        assert sent[0]["status"] == 403
        assert b"key" in sent[1]["body"]


def test_sockets_are_guarded_like_pages() -> None:
    """A socket without the cookie is closed before it opens; one with a token in its address, too."""
    for query in (b"", b"token=right-token"):
        assert asked(query, kind="websocket") == [{"type": "websocket.close", "code": 1008}]


def test_another_name_for_this_machine_is_refused() -> None:
    """A page of somebody else's whose name points at this machine gets nothing, even with the cookie."""
    own = cookie(asked(b"token=right-token"))
    assert asked(headers=((b"host", b"evil.example:8123"), own))[0]["status"] == 403
    assert asked(headers=((b"host", b"localhost:8123"), own))[0]["status"] == 200


def test_two_browsers_get_sessions_of_their_own() -> None:
    """Each browser that enters gets another session; entering again keeps the one it has."""
    first, second = cookie(asked(b"token=right-token")), cookie(asked(b"token=right-token"))
    bodies = [asked(headers=(HOST, one))[1]["body"] for one in (first, second)]
    assert bodies[0] != bodies[1]
    assert cookie(asked(b"token=right-token", (HOST, first))) == first
