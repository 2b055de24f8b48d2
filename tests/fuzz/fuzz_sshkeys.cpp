// SPDX-License-Identifier: GPL-3.0-or-later
// SSH keys: files of OpenSSH, PEM and PuTTY, public lines, and what travels to an agent.
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/puttykey.h"
#include "core/sshkey/sshkeyfile.h"
#include "core/sshkey/sshkeyproblem.h"
#include "core/sshkey/sshpublicline.h"
#include "core/sshkey/sshwire.h"
#include "tests/fuzz/nobodyasked.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

void checkPublicKey(const SshPublicKey &key)
{
    require(key.bits() > 0 && key.fingerprint().startsWith("SHA256:"), "a key has a size and a fingerprint");
    const QByteArray line = key.line(QStringLiteral("comment\nof two lines"));
    require(!line.contains('\n'), "one line");
    const auto again = parseSshPublicLine(viewOf(line));
    require(again && again->key == key, "a public key is read as it was written");
}

void checkPrivateKey(const SshPrivateKey &key)
{
    checkPublicKey(key.publicKey());
    const auto text = toOpenSshText(key, SecretBuffer());
    require(text.has_value(), "a key that was read can be written");
    const auto again = openSshKey(*text, SecretBuffer());
    require(again && again->publicKey() == key.publicKey() && again->fields().equals(key.fields()) &&
                again->comment() == key.comment(),
            "a private key is read as it was written");
}

/// Without a passphrase, which alone takes long; PuTTY's files would start a program.
void checkKeyFile(const SecretBuffer &text)
{
    static_cast<void>(hasPrivateKey(text.view()));
    const auto shown = inspectSshKey(text);
    if (!shown) {
        static_cast<void>(sshKeyProblem(text.view(), shown.error(), false));
        return;
    }
    require(text.size() <= MostSshKeyText, "no more text than is read");
    if (shown->publicKey)
        checkPublicKey(*shown->publicKey);
    require(!shown->comment.contains(QLatin1Char('\n')), "a comment is one line");
    if (shown->format == SshKeyFormat::Putty)
        return;
    const auto key = openSshKey(text, SecretBuffer());
    require(key.has_value() != shown->needsPassphrase, "what needs no passphrase opens without");
    if (!key)
        return;
    require(!shown->publicKey || *shown->publicKey == key->publicKey(), "it is the key that was shown");
    checkPrivateKey(*key);
}

/// The wire format: what is read fits into what was there, and is written as it was read.
void checkWire(Input &input)
{
    const unsigned kind = input.choice(4);
    const std::string_view whole = input.rest();
    SshReader reader(whole);
    SshWriter writer;
    if (kind == 0)
        writer.text(reader.text());
    else if (kind == 1)
        writer.number(reader.number());
    else if (kind == 2)
        writer.byte(reader.byte());
    else
        static_cast<void>(reader.magnitude());
    require(liesIn(reader.rest(), whole), "what is left lies in what was there");
    require(!reader.failed() || reader.rest().empty(), "nothing is left of what does not fit");
    if (kind < 3 && !reader.failed())
        require(writer.view() == whole.substr(0, whole.size() - reader.rest().size()), "written as it was read");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    letNobodyBeAsked();
    Input input(data, size);
    switch (input.choice(5)) {
    case 0:
        checkKeyFile(input.secret());
        break;
    case 1:
        if (const auto line = parseSshPublicLine(input.rest()))
            checkPublicKey(line->key);
        break;
    case 2:
        if (const auto key = SshPublicKey::fromBlob(input.rest()))
            checkPublicKey(*key);
        break;
    case 3: {
        SshReader reader(input.rest());
        if (const auto key = SshPrivateKey::fromFields(reader))
            checkPrivateKey(*key);
        break;
    }
    default:
        checkWire(input);
        break;
    }
    return 0;
}
