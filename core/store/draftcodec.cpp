// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/draftcodec.h"

#include "core/store/octets.h"

namespace coffret {

namespace {

constexpr quint8 Format = 1;
constexpr quint8 NoCustomKind = 0xff;

using SecretOctetWriter = BasicOctetWriter<SecretBuffer>;

void writeField(SecretOctetWriter &out, const SecretField &field)
{
    out.number(field.kind);
    out.text(field.key);
    out.text(field.label);
    out.number(static_cast<quint8>(field.isProtected));
    out.number(field.customKind ? static_cast<quint8>(*field.customKind) : NoCustomKind);
    out.bytes(field.value.view());
}

/// Nothing for a kind that this version does not know.
std::optional<SecretField> readField(OctetReader &in)
{
    SecretField field;
    field.kind = in.number(FieldKind::Custom);
    field.key = in.text();
    field.label = in.text();
    field.isProtected = in.number<quint8>() != 0;
    const auto kind = in.number<quint8>();
    field.value = SecretBuffer::copyOf(in.view());
    if (kind != NoCustomKind && kind > static_cast<quint8>(CustomKind::Uri))
        return std::nullopt;
    if (kind != NoCustomKind)
        field.customKind = static_cast<CustomKind>(kind);
    return field;
}

} // namespace

SecretBuffer encodeDraft(const SecretDraft &draft)
{
    SecretOctetWriter out(Format);
    out.number(draft.type);
    for (const QString *text : {&draft.id, &draft.vendorType, &draft.collectionId, &draft.name, &draft.username,
                                &draft.description, &draft.copiedFrom})
        out.text(*text);
    out.list(draft.uris);
    out.time(draft.expires);
    out.time(draft.baseModified);
    out.bytes(draft.baseVersion);
    out.number(static_cast<quint8>(draft.icon.has_value()));
    const SecretIcon icon = draft.icon.value_or(SecretIcon());
    out.number(icon.symbol);
    out.number(icon.colour);
    for (const bool flag : {draft.valuesChanged, draft.vouchesForOthers, draft.unseals})
        out.number(static_cast<quint8>(flag));
    out.number(static_cast<quint32>(draft.fields.size()));
    for (const SecretField &field : draft.fields)
        writeField(out, field);
    return std::move(out).take();
}

std::optional<SecretDraft> decodeDraft(std::string_view bytes)
{
    OctetReader in(bytes, Format);
    SecretDraft draft;
    draft.type = in.number(SecretType::Unknown);
    for (QString *text : {&draft.id, &draft.vendorType, &draft.collectionId, &draft.name, &draft.username,
                          &draft.description, &draft.copiedFrom})
        *text = in.text();
    draft.uris = in.list();
    draft.expires = in.time();
    draft.baseModified = in.time();
    draft.baseVersion = in.bytes();
    const bool hasIcon = in.number<quint8>() != 0;
    SecretIcon icon;
    icon.symbol = in.number<qint8>();
    icon.colour = in.number<quint32>();
    if (hasIcon)
        draft.icon = icon;
    for (bool *flag : {&draft.valuesChanged, &draft.vouchesForOthers, &draft.unseals})
        *flag = in.number<quint8>() != 0;
    const auto count = in.number<quint32>();
    if (count > MostDraftFields)
        return std::nullopt;
    for (quint32 i = 0; i < count; ++i) {
        std::optional<SecretField> field = readField(in);
        if (!field)
            return std::nullopt;
        draft.fields.push_back(std::move(*field));
    }
    return in.ifDone(std::move(draft));
}

} // namespace coffret
