// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/signatures.h"

#include <algorithm>

namespace coffret {

namespace {

int rank(SignatureState state)
{
    switch (state) {
    case SignatureState::Expected:
        return 5;
    case SignatureState::Foreign:
        return 4;
    case SignatureState::ExpiredKey:
        return 3;
    case SignatureState::RevokedKey:
        return 2;
    case SignatureState::UnknownKey:
        return 1;
    case SignatureState::NotApplicable:
    case SignatureState::Unsigned:
    case SignatureState::Bad:
        break;
    }
    return 0;
}

} // namespace

Expected<Verdict> judge(const std::vector<FoundSignature> &found, const QStringList &expectedSigners)
{
    Verdict verdict{SignatureState::Unsigned, {}, {}, {}};
    for (const FoundSignature &signature : found) {
        SignatureState state = signature.state;
        if (state == SignatureState::Bad)
            return failure(ErrorKind::BadSignature, signature.signerFingerprint);
        if (state == SignatureState::Foreign &&
            expectedSigners.contains(signature.signerFingerprint, Qt::CaseInsensitive))
            state = SignatureState::Expected;
        if (rank(state) > rank(verdict.state))
            verdict = {state, signature.signerFingerprint, signature.signerName, signature.signedAt};
    }
    return verdict;
}

} // namespace coffret
