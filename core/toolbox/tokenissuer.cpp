// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/tokenissuer.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace coffret {

namespace {

enum class Alphabet { UpperDigits, Base62, Base64Url, Dotted };

struct Beginning
{
    std::string_view prefix;
    std::string_view issuer;
    std::size_t fewest; ///< characters behind it
    Alphabet alphabet;
    std::size_t most = 512;
};

// A longer beginning before a shorter one that it contains.
constexpr std::array Beginnings{
    Beginning{"github_pat_", "GitHub", 36, Alphabet::Base64Url},
    Beginning{"ghp_", "GitHub", 36, Alphabet::Base62},
    Beginning{"gho_", "GitHub", 36, Alphabet::Base62},
    Beginning{"ghu_", "GitHub", 36, Alphabet::Base62},
    Beginning{"ghs_", "GitHub", 36, Alphabet::Dotted},
    Beginning{"ghr_", "GitHub", 36, Alphabet::Base62},
    Beginning{"glpat-", "GitLab", 20, Alphabet::Dotted},
    Beginning{"gldt-", "GitLab", 20, Alphabet::Dotted},
    Beginning{"glrt-", "GitLab", 20, Alphabet::Dotted},
    Beginning{"AKIA", "AWS", 16, Alphabet::UpperDigits, 16},
    Beginning{"ASIA", "AWS", 16, Alphabet::UpperDigits, 16},
    Beginning{"xoxb-", "Slack", 20, Alphabet::Base64Url},
    Beginning{"xoxp-", "Slack", 20, Alphabet::Base64Url},
    Beginning{"xapp-", "Slack", 20, Alphabet::Base64Url},
    Beginning{"sk_live_", "Stripe", 16, Alphabet::Base62},
    Beginning{"sk_test_", "Stripe", 16, Alphabet::Base62},
    Beginning{"rk_live_", "Stripe", 16, Alphabet::Base62},
    Beginning{"rk_test_", "Stripe", 16, Alphabet::Base62},
    Beginning{"AIza", "Google", 35, Alphabet::Base64Url, 35},
    Beginning{"ya29.", "Google", 20, Alphabet::Dotted, 2048},
    Beginning{"npm_", "npm", 36, Alphabet::Base62},
    Beginning{"pypi-", "PyPI", 50, Alphabet::Base64Url},
    Beginning{"SG.", "SendGrid", 40, Alphabet::Dotted},
    Beginning{"dckr_pat_", "Docker", 20, Alphabet::Base64Url},
    Beginning{"dop_v1_", "DigitalOcean", 64, Alphabet::Base62},
    Beginning{"hf_", "Hugging Face", 30, Alphabet::Base62},
    Beginning{"sk-ant-", "Anthropic", 40, Alphabet::Base64Url},
    Beginning{"sk-proj-", "OpenAI", 40, Alphabet::Base64Url},
    Beginning{"hvs.", "HashiCorp Vault", 20, Alphabet::Base64Url},
};

bool isIn(Alphabet alphabet, char c)
{
    const bool upperOrDigit = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (upperOrDigit || alphabet == Alphabet::UpperDigits)
        return upperOrDigit;
    if ((c >= 'a' && c <= 'z') || alphabet == Alphabet::Base62)
        return c >= 'a' && c <= 'z';
    return c == '-' || c == '_' || (c == '.' && alphabet == Alphabet::Dotted);
}

} // namespace

std::optional<QString> tokenIssuer(const SecretBuffer &value)
{
    std::string_view text = value.view();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.remove_suffix(1);
    for (const Beginning &known : Beginnings) {
        if (!text.starts_with(known.prefix))
            continue;
        const std::string_view rest = text.substr(known.prefix.size());
        if (rest.size() >= known.fewest && rest.size() <= known.most &&
            std::all_of(rest.begin(), rest.end(), [&known](char c) { return isIn(known.alphabet, c); }))
            return QString::fromLatin1(known.issuer.data(), qsizetype(known.issuer.size()));
    }
    return std::nullopt;
}

} // namespace coffret
